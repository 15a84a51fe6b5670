import { useLingui } from "@lingui/react/macro";
import { useZone } from "../ui/time.tsx";
import { formatDue } from "../ui/when.ts";
import type { Names } from "./names.ts";
import type { HistoryEntry } from "./shapes.ts";
import { outcomeWord, priorityWord } from "./words.ts";

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** One sentence for an event of a conversation: who did what. */
export function useHistoryWords(names: Names): (entry: HistoryEntry) => string {
  const { t, i18n } = useLingui();
  const zone = useZone();
  return ({ kind, actor, data: raw }) => {
    const data = raw as Record<string, unknown> | null;
    const who = actor.kind === "user" || actor.id ? names.teammate(actor.id)?.name : undefined;
    const by = who ?? t`Rapport`;
    switch (kind) {
      case "conversation.closed": {
        const word = outcomeWord(text(data?.outcome) ?? "");
        const outcome = word && i18n._(word);
        return outcome ? t`${by} closed it: ${outcome}` : t`${by} closed it`;
      }
      case "conversation.reopened":
        return who ? t`${by} opened it again` : t`A new message opened it again`;
      case "conversation.snoozed": {
        const until = text(data?.until);
        const when = until && formatDue(new Date(until), i18n.locale, zone);
        return when ? t`${by} snoozed it until ${when}` : t`${by} snoozed it`;
      }
      case "conversation.woken":
        return who ? t`${by} woke it` : t`It woke up`;
      case "conversation.assigned": {
        const to = text(data?.to);
        if (to === null) return t`${by} gave it back to nobody`;
        if (to === actor.id) return t`${by} took it`;
        const name = names.teammate(to)?.name ?? t`a teammate`;
        return t`${by} gave it to ${name}`;
      }
      case "conversation.prioritised": {
        const level = i18n._(priorityWord(Number(data?.to ?? 0)));
        return t`${by} set the priority: ${level}`;
      }
      case "conversation.joined":
        return t`A late message showed that two conversations are one`;
      case "conversation.undone":
        return t`${by} undid a change`;
      default:
        return by;
    }
  };
}
