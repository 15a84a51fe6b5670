import { useLingui } from "@lingui/react/macro";
import type { RefObject } from "react";
import { queryClient } from "../api/query.ts";
import { useKeepIdea } from "../publishing/keep-idea.ts";
import { type Command, useCommands } from "../shell/commands.ts";
import { type Shortcut, useShortcuts } from "../shell/shortcuts.ts";
import { loadedRow } from "./cache.ts";
import { defaultTarget } from "./composer-rules.ts";
import { composing } from "./composing.ts";
import { type Dialog, dialog, searchOpen } from "./dialogs.ts";
import type { ListHandle } from "./list.tsx";
import type { Names } from "./names.ts";
import type { Place } from "./place.ts";
import { conversationQuery } from "./queries.ts";
import { standingViews } from "./question.ts";
import { useChanges } from "./use-changes.ts";
import type { Choosing } from "./use-choosing.ts";
import type { InboxList } from "./use-list.ts";
import { viewWords } from "./words.ts";

type Verb = Extract<Dialog, { ids: unknown }>["kind"];

/** Everything the keyboard and the palette can do in the inbox. What is chosen comes first, then what is open, then what is active. */
export function useActions({
  place,
  names,
  list,
  choosing,
  listRef,
}: {
  place: Place;
  names: Names;
  list: InboxList;
  choosing: Choosing;
  listRef: RefObject<ListHandle | null>;
}): void {
  const { t, i18n } = useLingui();
  const changes = useChanges();
  const group = t`Inbox`;
  const keepIdea = useKeepIdea();
  const { conversationId } = place;
  const single = conversationId ?? choosing.active?.id;
  const targets = choosing.chosen.size > 0 ? [...choosing.chosen] : single ? [single] : [];
  const may = names.role !== "guest" && targets.length > 0;
  const row = targets[0] ? loadedRow(targets[0]) : undefined;

  const step = (by: 1 | -1) => {
    const next = choosing.step(by);
    if (!next) return;
    listRef.current?.show(next.index);
    if (conversationId) place.open(next.row.id, { instead: true });
    else listRef.current?.focus();
  };
  const ask = (kind: Verb) => () => dialog.set({ kind, ids: targets });
  const make = (change: Parameters<typeof changes.make>[1]) => () => {
    void changes.make(targets, change);
    choosing.clear();
  };
  const write = (mode: "reply" | "note") => () => {
    if (!single) return;
    if (single !== conversationId) place.open(single);
    composing.set((now) => ({ id: single, mode, turn: (now?.turn ?? 0) + 1 }));
  };
  /** What they said last, as an answer would answer it. */
  const keep = async () => {
    if (!single) return;
    const { pages } = await queryClient.fetchInfiniteQuery({
      ...conversationQuery(single),
      staleTime: 60_000,
    });
    const message = defaultTarget(pages[0]?.messages ?? []);
    if (message) await keepIdea(message.id);
  };
  const closed = row?.status === "closed";

  const verbs: { id: string; keys: string; label: string; run: () => void; enabled?: boolean }[] = [
    { id: "reply", keys: "r", label: t`Reply`, run: write("reply"), enabled: !!single },
    { id: "note", keys: "n", label: t`Write a note`, run: write("note"), enabled: !!single },
    {
      id: "close",
      keys: "e",
      label: closed ? t`Open again` : t`Close with an outcome`,
      run: closed ? make({ verb: "reopen" }) : ask("close"),
      enabled: may,
    },
    { id: "assign", keys: "a", label: t`Assign`, run: ask("assign"), enabled: may },
    {
      id: "mine",
      keys: "shift+a",
      label: t`Assign to me`,
      run: make({ verb: "assign", userId: names.me }),
      enabled: may,
    },
    {
      id: "snooze",
      keys: "s",
      label: row?.status === "snoozed" ? t`Wake or snooze anew` : t`Snooze`,
      run: ask("snooze"),
      enabled: may,
    },
    { id: "priority", keys: "p", label: t`Set the priority`, run: ask("priority"), enabled: may },
    { id: "hand-over", keys: "h", label: t`Hand over`, run: ask("hand-over"), enabled: may },
    {
      id: "hand-back",
      keys: "shift+h",
      label: t`Hand back`,
      run: () => dialog.set({ kind: "hand-back", ids: single ? [single] : [] }),
      enabled: names.role !== "guest" && conversationId !== undefined,
    },
    {
      id: "idea",
      keys: "i",
      label: t`Keep as an idea`,
      run: () => void keep(),
      enabled: names.role !== "guest" && !!single,
    },
    {
      id: "choose",
      keys: "x",
      label: t`Choose or leave out`,
      run: () => choosing.active && choosing.choose(choosing.active.id, false),
    },
    {
      id: "choose-range",
      keys: "shift+x",
      label: t`Choose up to here`,
      run: () => choosing.active && choosing.choose(choosing.active.id, true),
    },
    { id: "choose-all", keys: "* a", label: t`Choose all that is loaded`, run: choosing.chooseAll },
    {
      id: "undo",
      keys: "u",
      label: t`Take the last change back`,
      run: changes.undoLast,
      enabled: changes.mayUndo,
    },
    { id: "search", keys: "/", label: t`Search the messages`, run: () => searchOpen.set(true) },
  ];
  const shortcuts: Shortcut[] = [
    { keys: "j", label: t`Next conversation`, group, run: () => step(1) },
    { keys: "k", label: t`Previous conversation`, group, run: () => step(-1) },
    ...["Enter", "o"].map((keys) => ({
      keys,
      label: t`Open the conversation`,
      group,
      enabled: conversationId === undefined && !!choosing.active,
      run: () => choosing.active && place.open(choosing.active.id),
    })),
    {
      keys: "Escape",
      label: t`Back to the list`,
      group,
      run: () => {
        if (choosing.chosen.size > 0) choosing.clear();
        else if (!conversationId || document.activeElement?.matches("textarea, input")) return false;
        else {
          place.close();
          setTimeout(() => listRef.current?.focus());
        }
        return true;
      },
    },
    ...verbs.map(({ keys, label, run, enabled = true }) => ({ keys, label, group, run, enabled })),
  ];
  useShortcuts(shortcuts);

  const commands: Command[] = verbs
    .filter(({ enabled = true }) => enabled)
    .map(({ id, keys, label, run }) => ({ id: `inbox.${id}`, label, group, keys, run }));
  useCommands([
    ...commands,
    ...standingViews.map((view) => {
      const name = i18n._(viewWords[view]);
      return {
        id: `inbox.view.${view}`,
        label: t`Show: ${name}`,
        group: t`Views`,
        run: () => place.showList(view),
      };
    }),
    ...names.desks.map(({ id, name }) => ({
      id: `inbox.desk.${id}`,
      label: t`Desk: ${name}`,
      group: t`Views`,
      run: () => place.showList("open", { desk: id }),
    })),
    {
      id: "inbox.refresh",
      label: t`Read this list again`,
      group,
      run: () => void list.query.refetch(),
    },
  ]);
}
