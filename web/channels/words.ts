import { useLingui } from "@lingui/react/macro";

/** What a network gives and takes, in the person's words; a word we do not know stands as it is. */
export function useChannelWords() {
  const { t } = useLingui();
  const receives: Record<string, string> = {
    post: t`posts`,
    reply: t`replies`,
    mention: t`mentions`,
    quote: t`quotes`,
    direct: t`direct messages`,
    email: t`e-mails`,
    article: t`articles`,
    like: t`likes`,
    repost: t`reposts`,
    follow: t`new followers`,
  };
  const acts: Record<string, string> = { reply: t`reply`, post: t`post`, like: t`like` };
  const streams: Record<string, string> = {
    notifications: t`Notifications`,
    posts: t`Own posts`,
    statuses: t`Own posts`,
    conversations: t`Direct messages`,
    inbox: t`Incoming mail`,
    sent: t`Sent mail`,
    items: t`Articles`,
    "@sweep": t`Recent threads`,
    "@line": t`Live`,
  };
  const ways: Record<string, string> = {
    pull: t`asked`,
    sweep: t`read again`,
    line: t`listened`,
    refill: t`filled a gap`,
  };
  const units: Record<string, string> = {
    graphemes: t`characters as people see them`,
    mastodon: t`characters, with links counted alike`,
    characters: t`characters`,
  };
  const say = (words: Record<string, string>) => (key: string) => words[key] ?? key;
  return {
    receives: say(receives),
    acts: say(acts),
    stream: say(streams),
    way: say(ways),
    unit: say(units),
  };
}

/** "posts, replies and likes" in the person's language. */
export const listed = (words: readonly string[], language: string): string =>
  new Intl.ListFormat(language, { type: "conjunction" }).format(words);

/** A moment as people need it here: the time alone when it is today, else with its day. In the person's zone. */
export function formatMoment(iso: string, language: string, zone: string, now: Date): string {
  const at = new Date(iso);
  const day = (date: Date) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(date);
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone } as const;
  if (day(at) === day(now)) return new Intl.DateTimeFormat(language, time).format(at);
  const sameYear = day(at).slice(0, 4) === day(now).slice(0, 4);
  return new Intl.DateTimeFormat(language, {
    ...time,
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(at);
}
