/** What a hostile Mastodon server could tell the brand: mentions with everything in them that carries words or addresses. */
import type { StandIn } from "../peers/mastodon-stand-in.ts";
import { addresses, bodies, names } from "./cases.ts";

/** Lets the stand-in tell of every case; answers how many there are. */
export function speakHostile(standIn: StandIn): number {
  let id = 1000;
  const speak = (
    content: string,
    more: Record<string, unknown> = {},
    by: Record<string, unknown> = {},
  ): void => {
    id += 1;
    const url = `${standIn.url}/@stranger`;
    const account = {
      id: "9",
      username: "stranger",
      acct: "stranger",
      display_name: "Stranger",
      url,
      uri: url,
      avatar: `${url}.png`,
      note: "",
      bot: false,
      ...by,
    };
    const status = {
      id: String(id),
      uri: `${standIn.url}/users/stranger/statuses/${id}`,
      url: `${url}/${id}`,
      created_at: new Date().toISOString(),
      edited_at: null,
      content: `<p>xyzzy</p>${content}`,
      visibility: "public",
      sensitive: false,
      spoiler_text: "",
      language: "en",
      in_reply_to_id: null,
      in_reply_to_account_id: null,
      account,
      mentions: [{ id: "1", username: "brand", acct: "brand", url: `${standIn.url}/@brand` }],
      tags: [],
      emojis: [],
      media_attachments: [],
      reblog: null,
      poll: null,
      card: null,
      ...more,
    };
    standIn.notifications.push({
      id: String(id),
      type: "mention",
      created_at: status.created_at,
      account,
      status,
    });
  };
  for (const body of bodies) speak(body);
  for (const [n, name] of names.entries())
    speak(
      "",
      { spoiler_text: name },
      {
        id: String(20 + n),
        display_name: name,
        note: `<p>${name}</p><script>alert(1)</script>`,
        url: `${standIn.url}/@s${n}`,
        uri: `${standIn.url}/@s${n}`,
      },
    );
  for (const address of addresses) {
    speak(`<a href="${address.replaceAll('"', "&quot;").replaceAll("<", "&lt;")}">a link</a>`, {
      url: address,
    });
    const picture = {
      id: "1",
      type: "image",
      url: address,
      preview_url: address,
      remote_url: address,
      description: names[2],
    };
    speak("", {
      media_attachments: [picture],
      card: { url: address, title: names[0], description: "", image: address },
    });
  }
  return id - 1000;
}
