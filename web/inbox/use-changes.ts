import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { ApiError } from "../api/errors.ts";
import { queryClient } from "../api/query.ts";
import { useLiveState } from "../shell/connection.tsx";
import { createStore } from "../shell/store.ts";
import { toast, useUndo } from "../shell/toasts.tsx";
import { useZone } from "../ui/time.tsx";
import { formatDue } from "../ui/when.ts";
import { ask, askOf } from "./ask.ts";
import { loadedRow, showRows } from "./cache.ts";
import { applyChange, type Change, type ConversationOutcome, changeCall } from "./change.ts";
import { useNames } from "./names.ts";
import type { ChangeAnswer, ConversationPage, ConversationRow } from "./shapes.ts";
import { outcomeWords, priorityWord } from "./words.ts";

/** The last change of this tab, for `u`; it stays undoable after its toast has gone. */
const last = createStore<(() => Promise<void>) | undefined>(undefined);

export interface Changes {
  /** Shows the change at once, asks the server, offers undo; puts things back when the server says no. */
  make(ids: readonly string[], change: Change): Promise<boolean>;
  undoLast(): void;
  mayUndo: boolean;
}

export function useChanges(): Changes {
  const { t } = useLingui();
  const undoable = useUndo();
  const names = useNames();
  const live = useLiveState();
  const say = useSentence();
  const undoLast = last.use();

  const settle = (rows: readonly ConversationRow[]) => {
    showRows(rows, names.me);
    for (const row of rows) void queryClient.invalidateQueries({ queryKey: ["conversation", row.id] });
    void queryClient.invalidateQueries({ queryKey: ["conversations"], refetchType: "none" });
    void queryClient.invalidateQueries({ queryKey: ["summary"] });
  };

  const undo = async (changeId: string): Promise<void> => {
    if (last.get() !== undefined) last.set(undefined);
    try {
      const answer = await askOf<ChangeAnswer>("post", "/changes/{id}/undoing", changeId);
      settle(answer.conversations);
      void queryClient.invalidateQueries({ queryKey: ["conversations"] });
      const skipped = answer.skipped?.length ?? 0;
      toast({
        message:
          skipped > 0
            ? plural(skipped, {
                one: "Undone, but for # that somebody has changed since.",
                other: "Undone, but for # that somebody has changed since.",
              })
            : t`Undone.`,
      });
    } catch (error) {
      toast({ message: error instanceof Error ? error.message : String(error), tone: "bad" });
    }
  };

  /** Somebody was faster: shows how it stands, and says who it was. */
  const conflict = async (error: ApiError): Promise<void> => {
    const rows = (error.data.conversations ?? []) as ConversationRow[];
    settle(rows);
    const page = rows[0] && (await askOf<ConversationPage>("get", "/conversations/{id}", rows[0].id));
    const by = names.teammate(page?.history.at(-1)?.actor.id ?? null)?.name;
    toast({
      message: by
        ? t`${by} changed this first. This is how it stands now.`
        : t`It changed meanwhile. This is how it stands now.`,
      tone: "bad",
    });
  };

  return {
    mayUndo: undoLast !== undefined,
    undoLast: () => void last.get()?.(),
    async make(ids, change) {
      const rows = ids.flatMap((id) => loadedRow(id) ?? []);
      if (rows.length === 0) return false;
      if (live === "offline") {
        toast({ message: t`You are offline. Nothing was changed.`, tone: "bad" });
        return false;
      }
      const back = showRows(
        rows.map((row) => applyChange(row, change)),
        names.me,
      );
      const call = changeCall(rows, change);
      try {
        const answer = await ask<ChangeAnswer>(call.method, call.path, {
          body: call.body,
          ...(call.id ? { params: { path: { id: call.id } } } : {}),
        });
        settle(answer.conversations);
        const undoThis = () => undo(answer.changeId);
        last.set(() => undoThis);
        undoable(say(change, rows), undoThis);
        return true;
      } catch (error) {
        back();
        if (error instanceof ApiError && error.status === 409 && error.data.conversations) {
          await conflict(error).catch(() => undefined);
        } else {
          void queryClient.invalidateQueries({ queryKey: ["conversations"] });
          toast({ message: error instanceof Error ? error.message : String(error), tone: "bad" });
        }
        return false;
      }
    },
  };
}

/** What was done, in one sentence, for the toast and for screen readers. */
function useSentence() {
  const { t, i18n } = useLingui();
  const names = useNames();
  const zone = useZone();
  const done = (change: Change): string => {
    switch (change.verb) {
      case "close": {
        const outcome = i18n._(outcomeWords[change.outcome as ConversationOutcome]);
        return t`Closed: ${outcome}.`;
      }
      case "reopen":
        return t`Open again.`;
      case "wake":
        return t`Awake again.`;
      case "snooze": {
        const until = formatDue(new Date(change.until), i18n.locale, zone);
        return t`Snoozed until ${until}.`;
      }
      case "assign": {
        if (change.userId === names.me) return t`It is yours.`;
        const name = names.teammate(change.userId)?.name ?? "";
        return change.userId === null ? t`Nobody has it now.` : t`${name} has it now.`;
      }
      case "prioritise": {
        const level = i18n._(priorityWord(change.priority));
        return t`Priority: ${level}.`;
      }
      case "hand-over":
      case "hand-back": {
        const desk = names.desk(change.deskId)?.name ?? "";
        return change.verb === "hand-over" ? t`Handed over to ${desk}.` : t`Handed back to ${desk}.`;
      }
    }
  };
  return (change: Change, rows: readonly ConversationRow[]): string => {
    const said = done(change);
    if (rows.length < 2) return said;
    const many = plural(rows.length, { one: "# conversation", other: "# conversations" });
    return `${many}. ${said}`;
  };
}
