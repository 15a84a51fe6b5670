import { useLingui } from "@lingui/react/macro";
import { IconFlag } from "@tabler/icons-react";
import { Avatar } from "../ui/avatar.tsx";
import { loadedRow } from "./cache.ts";
import { type ConversationOutcome, outcomes } from "./change.ts";
import { ChooseDialog } from "./choose-dialog.tsx";
import { type Dialog, dialog } from "./dialogs.ts";
import { HandDialog } from "./hand-dialog.tsx";
import type { Names } from "./names.ts";
import { ownSrc } from "./own-src.ts";
import type { Place } from "./place.ts";
import { SnoozeDialog } from "./snooze-dialog.tsx";
import { useChanges } from "./use-changes.ts";
import { ViewDialog } from "./view-dialog.tsx";
import { outcomeWords, priorityOrder, priorityWord } from "./words.ts";

/** The dialog that was asked for, about one conversation or many. */
export function Dialogs({
  asked,
  names,
  place,
  onDone,
}: {
  asked: Dialog;
  names: Names;
  place: Place;
  /** The change was made: nothing is chosen any more. */
  onDone(): void;
}) {
  const { t, i18n } = useLingui();
  const changes = useChanges();
  const close = () => dialog.set(undefined);
  if (asked.kind === "save-view" || asked.kind === "change-view")
    return <ViewDialog asked={asked} names={names} place={place} onClose={close} />;
  const { ids } = asked;
  const row = ids[0] ? loadedRow(ids[0]) : undefined;
  const make = (change: Parameters<typeof changes.make>[1]) => {
    close();
    void changes.make(ids, change);
    if (ids.length > 1) onDone();
  };
  switch (asked.kind) {
    case "assign":
      return (
        <ChooseDialog
          title={t`Who takes it?`}
          onClose={close}
          onChoose={(id) => make({ verb: "assign", userId: id === "nobody" ? null : id })}
          choices={[
            ...names.team
              .filter((mate) => mate.role !== "guest")
              .sort((a, b) => Number(b.id === names.me) - Number(a.id === names.me))
              .map((mate) => ({
                id: mate.id,
                label: mate.id === names.me ? t`${mate.name} (you)` : mate.name,
                keywords: `${mate.id === names.me ? "me yo" : ""} ${mate.deskIds.map((id) => names.desk(id)?.name).join(" ")}`,
                mark: <Avatar name={mate.name} image={ownSrc(mate.portrait)} seed={mate.id} size={24} />,
                more: mate.deskIds
                  .map((id) => names.desk(id)?.name)
                  .filter(Boolean)
                  .slice(0, 2)
                  .join(", "),
                current: ids.length === 1 && row?.assigneeId === mate.id,
              })),
            {
              id: "nobody",
              label: t`Nobody`,
              keywords: "none nadie",
              current: ids.length === 1 && !row?.assigneeId,
            },
          ]}
        />
      );
    case "close":
      return (
        <ChooseDialog
          title={t`How did it end?`}
          onClose={close}
          onChoose={(id) => make({ verb: "close", outcome: id as ConversationOutcome })}
          choices={outcomes.map((outcome) => ({
            id: outcome,
            label: i18n._(outcomeWords[outcome]),
            keywords: outcome,
          }))}
        />
      );
    case "priority":
      return (
        <ChooseDialog
          title={t`How urgent is it?`}
          onClose={close}
          onChoose={(id) => make({ verb: "prioritise", priority: Number(id) })}
          choices={priorityOrder.map((level) => ({
            id: String(level),
            label: i18n._(priorityWord(level)),
            mark: <IconFlag size={16} stroke={1.7} />,
            current: ids.length === 1 && row?.priority === level,
          }))}
        />
      );
    case "snooze":
      return (
        <SnoozeDialog
          asleep={row?.status === "snoozed"}
          onClose={close}
          onWake={() => make({ verb: "wake" })}
          onChoose={(at) => make({ verb: "snooze", until: at.toISOString() })}
        />
      );
    case "hand-over":
    case "hand-back":
      return (
        <HandDialog
          back={asked.kind === "hand-back"}
          id={ids[0] ?? ""}
          from={row?.deskId ?? null}
          names={names}
          onClose={close}
          onHand={(deskId, reason) => make({ verb: asked.kind as "hand-over", deskId, reason })}
        />
      );
  }
}
