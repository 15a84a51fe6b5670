import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNames } from "../inbox/names.ts";
import { announce } from "../shell/announce.tsx";
import { confirm } from "../shell/confirm.tsx";
import { Note } from "../ui/note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import style from "./kept-dialog.module.css";
import { KeptRow } from "./kept-row.tsx";
import { answerKept, endPause, keptBackQuery, type Pause } from "./pauses-api.ts";

/** What the pause keeps back; ending it; and then, of each thing: now, at another time, or never. */
export function KeptDialog({
  pauses,
  leads,
  onClose,
}: {
  pauses: readonly Pause[];
  leads: boolean;
  onClose(): void;
}) {
  const { t } = useLingui();
  const names = useNames();
  const { data: rows } = useQuery({ ...keptBackQuery, staleTime: 0 });
  const [held, setHeld] = useState(0);
  const end = useMutation({
    mutationFn: (id: string) => endPause(id),
    onSuccess: () => announce(t`The pause is over.`),
  });
  const open = rows?.filter(({ paused }) => !paused) ?? [];
  const all = useMutation({
    mutationFn: (what: "send" | "drop") =>
      answerKept(
        open.flatMap(({ ids }) => ids),
        { what },
      ),
    onSuccess: (counts) => setHeld((now) => now + counts.held),
  });
  const sendAll = async () => {
    const yes = await confirm({
      title: t`Send all of it now?`,
      body: plural(open.length, {
        one: "# thing goes out at once, unless the gate holds it for another reason.",
        other: "# things go out at once, unless the gate holds them for another reason.",
      }),
      yes: t`Send all`,
    });
    if (yes) all.mutate("send");
  };
  const dropAll = async () => {
    const yes = await confirm({
      title: t`Drop all of it?`,
      body: t`None of it goes out. The posts stay, taken off the plan.`,
      yes: t`Drop all`,
      danger: true,
    });
    if (yes) all.mutate("drop");
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={pauses.length > 0 ? t`Paused` : t`What the pause kept back`}
      size="44rem"
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <div className={style.body}>
        {pauses.map((pause) => {
          const channel = pause.channelId ? names.channel(pause.channelId) : undefined;
          const what = channel ? channel.name || channel.handle : t`Everything`;
          return (
            <div key={pause.id} className={style.pause}>
              <p>
                <b>{what}</b>: {pause.reason}
              </p>
              {leads && (
                <Button loading={end.isPending} onClick={() => end.mutate(pause.id)}>
                  {t`End the pause`}
                </Button>
              )}
            </div>
          );
        })}
        {end.error && <Note tone="bad">{end.error.message}</Note>}
        {pauses.length > 0 && (
          <p className={style.lead}>
            <Trans>
              When the pause ends, what is still to come goes out at its time. What should be out by then
              waits for a word on each.
            </Trans>
          </p>
        )}
        {held > 0 && (
          <Note tone="warn">
            {plural(held, {
              one: "# is held for another reason now, and waits where it stands.",
              other: "# are held for another reason now, and wait where they stand.",
            })}
          </Note>
        )}
        {all.error && <Note tone="bad">{all.error.message}</Note>}
        {rows === undefined ? (
          <Skeleton lines={3} />
        ) : rows.length === 0 ? (
          <p className={style.lead}>
            {pauses.length > 0 ? t`Nothing is kept back yet.` : t`All is decided.`}
          </p>
        ) : (
          <>
            {leads && open.length > 1 && (
              <div className={style.deeds}>
                <Button size="xs" variant="light" loading={all.isPending} onClick={() => void sendAll()}>
                  {t`Send all now`}
                </Button>
                <Button size="xs" variant="default" disabled={all.isPending} onClick={() => void dropAll()}>
                  {t`Drop all`}
                </Button>
              </div>
            )}
            <ul className={style.list} aria-label={t`What is kept back`}>
              {rows.map((row) => (
                <KeptRow
                  key={row.ids[0]}
                  row={row}
                  names={names}
                  may={leads}
                  onHeld={(count) => setHeld((now) => now + count)}
                  onLeave={onClose}
                />
              ))}
            </ul>
          </>
        )}
      </div>
    </Modal>
  );
}
