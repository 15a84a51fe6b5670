import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";

/** Working minutes in words: "4 hours", "1 hour 30 minutes". */
export function useDuration(): (minutes: number) => string {
  const { t } = useLingui();
  return (minutes) => {
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    const words = [];
    if (hours > 0) words.push(t`${plural(hours, { one: "# hour", other: "# hours" })}`);
    if (rest > 0 || hours === 0) words.push(t`${plural(rest, { one: "# minute", other: "# minutes" })}`);
    return words.join(" ");
  };
}
