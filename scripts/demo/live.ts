/** Keeps the demonstration's community talking: something new now and then, and an answer to who answers them. */
import type { RecordRef, StoredRecord } from "../../test/peers/bluesky-agent.ts";
import type { BlueskyCommunity } from "./fill-bluesky.ts";
import type { MailCommunity } from "./fill-mail.ts";
import { letters, mailThanks } from "./letters.ts";
import { type ResidentName, residents } from "./people.ts";
import { thanks, trickle } from "./sayings.ts";

export interface Communities {
  bluesky: BlueskyCommunity | undefined;
  mail: MailCommunity | undefined;
}

/** Starts it; answers what ends it. `every`: seconds between two sayings. Trouble is told and does not end it. */
export function keepTalking(
  communities: Communities,
  every: number,
  tell: (line: string) => void,
): () => void {
  const { bluesky, mail } = communities;
  let next = 0;
  const said = new Set<string>();
  const rounds: Array<{ seconds: number; turn: () => Promise<void> }> = [];
  if (bluesky) {
    rounds.push({ seconds: every, turn: async () => sayNext(bluesky, next++, tell) });
    rounds.push({ seconds: 6, turn: () => answerPosts(bluesky, said) });
  }
  if (mail) rounds.push({ seconds: 15, turn: () => answerMails(mail, said) });
  const timers = rounds.map(({ seconds, turn }) => {
    let busy = false;
    return setInterval(() => {
      if (busy) return;
      busy = true;
      turn()
        .catch((error: Error) => tell(`(the community stumbled: ${error.message})`))
        .finally(() => {
          busy = false;
        });
    }, seconds * 1000);
  });
  return () => timers.forEach(clearInterval);
}

async function sayNext({ agents, say }: BlueskyCommunity, number: number, tell: (line: string) => void) {
  const saying = trickle[number];
  if (!saying) return;
  const { by, how, text } = saying;
  if (how === "post") await say({ by, text });
  else {
    const latest = (await agents.brisa.listOwnRecords()).findLast((post) => !post.value.reply);
    if (!latest) return;
    const { uri, cid } = latest;
    if (how === "like") await agents[by].like({ uri, cid });
    else await say({ by, text }, { uri, cid });
  }
  tell(how === "like" ? `${residents[by].name} likes a post` : `${residents[by].name}: ${text}`);
}

/** Whoever is answered by the brand likes it, and says thank you the first time. */
async function answerPosts({ agents, say }: BlueskyCommunity, said: Set<string>): Promise<void> {
  for (const answer of await agents.brisa.listOwnRecords()) {
    const to = askedBy(agents, answer);
    if (!to || said.has(answer.uri) || isOld(answer)) continue;
    said.add(answer.uri);
    const { uri, cid } = answer;
    await agents[to].like({ uri, cid });
    if (said.has(to)) continue;
    said.add(to);
    const words = thanks[residents[to].language];
    await say({ by: to, text: words[said.size % words.length] ?? words[0] }, { uri, cid });
  }
}

function askedBy(agents: BlueskyCommunity["agents"], { value }: StoredRecord): ResidentName | undefined {
  const parent = (value.reply as { parent: RecordRef } | undefined)?.parent;
  const names = Object.keys(residents) as ResidentName[];
  return names.find((name) => parent?.uri.startsWith(`at://${agents[name].did}/`));
}

/** What the brand said before the demonstration began is answered in the threads already. */
const begun = Date.now();
const isOld = ({ value }: StoredRecord): boolean => Date.parse(String(value.createdAt)) < begun - 60_000;

async function answerMails(mail: MailCommunity, said: Set<string>): Promise<void> {
  for (const letter of letters) {
    if (letter.headers || said.has(letter.from.address)) continue;
    const answer = (await mail.received(letter.from.address)).find(
      ({ inReplyTo }) => inReplyTo !== undefined,
    );
    if (!answer) continue;
    said.add(letter.from.address);
    const quoted = answer.text
      .split("\n")
      .map((line) => `> ${line}`)
      .join("\n");
    const spanish = /[áéíóúñ¿¡]/.test(letter.text);
    const { subject } = answer;
    await mail.send(
      {
        from: letter.from,
        subject,
        text: `${mailThanks[spanish ? "es" : "en"]}\n\n${letter.from.name}\n\n> ${answer.from}:\n${quoted}\n`,
        ago: 0,
      },
      { inReplyTo: answer.messageId, references: [...answer.references, answer.messageId] },
    );
  }
}
