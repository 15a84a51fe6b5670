import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconLock, IconMessage2, IconNote } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { queryClient } from "../api/query.ts";
import { announce } from "../shell/announce.tsx";
import { networkName } from "../ui/network.tsx";
import { askOf } from "./ask.ts";
import style from "./composer.module.css";
import { composing } from "./composing.ts";
import type { Names } from "./names.ts";
import { NoteField } from "./note-field.tsx";
import { othersHere, writingIn } from "./presence.tsx";
import { ReplyForm } from "./reply-form.tsx";
import type { ConversationPage, Message } from "./shapes.ts";
import { isPending } from "./use-reply.ts";

/** Notes not yet kept, by conversation, so that looking elsewhere loses none. */
const noteTexts = new Map<string, string>();

/** Docked below the thread: a reply to the world or a note for the team, never to be mistaken for each other. */
export function Composer({
  page,
  messages,
  names,
  targetId,
  onTarget,
  onNext,
}: {
  page: ConversationPage;
  messages: readonly Message[];
  names: Names;
  targetId: string | undefined;
  onTarget(id: string | undefined): void;
  onNext(): void;
}) {
  const { t } = useLingui();
  const { conversation } = page;
  const { id } = conversation;
  const channel = names.channel(conversation.channelId);
  const guest = names.role === "guest";
  const canReply = !guest && channel?.canReply === true;
  const [mode, setMode] = useState<"reply" | "note">("reply");
  const [open, setOpen] = useState(() => !!page.draft?.text || isPending(id));
  const wish = composing.use();
  const shown = channel && !canReply ? "note" : mode;
  useEffect(() => {
    if (wish?.id !== id) return;
    setMode(wish.mode);
    setOpen(true);
    if (wish.targetId) onTarget(wish.targetId);
  }, [wish, id, onTarget]);
  // A wish is for now: coming back later must not take the keys away from the list.
  useEffect(
    () => () => {
      writingIn.set(undefined);
      if (composing.get()?.id === id) composing.set(undefined);
    },
    [id],
  );

  const writer = othersHere(page, names.me).find((one) => one.doing === "writing");
  const writerName = writer && (names.teammate(writer.userId)?.name ?? t`A teammate`);
  useEffect(() => {
    if (writerName) announce(t`${writerName} is writing here too.`);
  }, [writerName, t]);

  const network = networkName(channel?.network ?? "");
  const choose = (next: "reply" | "note") =>
    composing.set((now) => ({ id, mode: next, turn: (now?.turn ?? 0) + 1 }));
  const why = guest
    ? t`As a guest you read, and write notes for the team.`
    : channel && !channel.canReply
      ? (channel.lacks[0] ?? t`${network} cannot be answered from here.`)
      : undefined;
  return (
    <section className={style.composer} data-mode={shown} data-open={open} aria-label={t`Write`}>
      <div className={style.modes}>
        {canReply && (
          <button type="button" aria-pressed={shown === "reply"} onClick={() => choose("reply")}>
            <IconMessage2 size={15} stroke={1.7} />
            {channel?.network === "email" ? t`Reply by e-mail` : t`Reply on ${network}`}
          </button>
        )}
        <button type="button" aria-pressed={shown === "note"} onClick={() => choose("note")}>
          <IconNote size={15} stroke={1.7} />
          {t`Note for the team`}
        </button>
        {writerName && <span className={style.also}>{t`${writerName} is writing here too`}</span>}
      </div>
      {shown === "note" ? (
        <>
          <p className={style.private}>
            <IconLock size={14} stroke={1.8} />
            {why ?? t`Only the team sees this. Nothing is sent.`}
            {why && channel && !guest && (
              <Link to={`/channels/${channel.id}` as "/"}>{t`See the channel`}</Link>
            )}
          </p>
          <NoteField
            key={id}
            start={noteTexts.get(id) ?? ""}
            names={names}
            verb={t`Keep the note`}
            focus={wish?.id === id && wish.mode === "note"}
            onText={(text) => {
              noteTexts.set(id, text);
              writingIn.set(text === "" ? undefined : id);
            }}
            onDone={async (text, mentions) => {
              await askOf("post", "/conversations/{id}/notes", id, { text, mentions });
              noteTexts.delete(id);
              writingIn.set(undefined);
              announce(t`The note is kept.`);
              void queryClient.invalidateQueries({ queryKey: ["conversation", id] });
            }}
          />
        </>
      ) : open && channel ? (
        <ReplyForm
          page={page}
          channel={channel}
          messages={messages}
          names={names}
          targetId={targetId}
          focus={wish?.id === id ? wish.turn : 0}
          onTarget={onTarget}
          onNext={onNext}
          onFold={() => setOpen(false)}
        />
      ) : (
        <Button
          variant="default"
          fullWidth
          justify="flex-start"
          className={style.start}
          onClick={() => choose("reply")}
          disabled={!channel}
        >
          {t`Write a reply…`}
        </Button>
      )}
    </section>
  );
}
