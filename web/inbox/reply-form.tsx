import { useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { announce } from "../shell/announce.tsx";
import { useShortcuts } from "../shell/shortcuts.ts";
import { toast } from "../shell/toasts.tsx";
import { countNow, defaultTarget, defaultVisibility, nextTarget, signedWith } from "./composer-rules.ts";
import type { Names } from "./names.ts";
import { writingIn } from "./presence.tsx";
import { DraftElsewhere, Gate, Lost, Target } from "./reply-beside.tsx";
import { ReplyFoot, type Then } from "./reply-foot.tsx";
import style from "./reply-form.module.css";
import { MediaRow, useMedia } from "./reply-media.tsx";
import type { Channel, ConversationPage, Message, Visibility } from "./shapes.ts";
import { useChanges } from "./use-changes.ts";
import { useDraft } from "./use-draft.ts";
import { type ReplyBody, useReply } from "./use-reply.ts";
import { useReplyCheck } from "./use-reply-check.ts";

/** The reply itself: whom it answers, what it says, how the network counts it, what the gate thinks of it. */
export function ReplyForm({
  page,
  channel,
  messages,
  names,
  targetId,
  focus,
  onTarget,
  onNext,
  onFold,
}: {
  page: ConversationPage;
  channel: Channel;
  messages: readonly Message[];
  names: Names;
  targetId: string | undefined;
  /** Changes whenever the field is to take the focus. */
  focus: number;
  onTarget(id: string | undefined): void;
  onNext(): void;
  onFold(): void;
}) {
  const { t } = useLingui();
  const { conversation, draft } = page;
  const { id } = conversation;
  const changes = useChanges();
  const form = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const then = useRef<Then>("stay");
  const [text, setText] = useState(draft?.text ?? "");
  const [chosenVisibility, setVisibility] = useState(draft?.visibility ?? null);
  const [warning, setWarning] = useState<string | null>(draft?.contentWarning ?? null);
  const [subject, setSubject] = useState<string>();
  const media = useMedia(channel, draft?.media ?? []);
  const target =
    messages.find((message) => message.id === (targetId ?? draft?.targetId)) ?? defaultTarget(messages);
  const offered = channel.capabilities.visibilities as Visibility[];
  const visibility = chosenVisibility ?? defaultVisibility(target, offered);
  const mail = channel.network === "email";
  const replySubject = subject ?? asReply(conversation.subject ?? "");
  const ready = media.items.flatMap(({ fileId, alt }) => (fileId ? [{ fileId, alt }] : []));
  const body: ReplyBody = {
    targetId: target?.id ?? null,
    text,
    ...(visibility && offered.length > 1 ? { visibility } : {}),
    ...(warning ? { contentWarning: warning } : {}),
    ...(mail && subject !== undefined ? { subject } : {}),
    ...(ready.length > 0 ? { media: ready } : {}),
  };
  const { check, checkedText, asking } = useReplyCheck(id, body);
  const signed = signedWith(text, checkedText, check?.signedText ?? "");
  const count = countNow(
    channel.limits,
    text.trim(),
    warning ?? "",
    check && { text: checkedText.trim(), count: check.count },
  );
  const signature =
    text.trim() === "" ? "" : signed.slice(signed.indexOf(text.trim()) + text.trim().length).trim();
  const over = count.most !== null && count.used > count.most;
  const forget = () => {
    setText("");
    setWarning(null);
    setSubject(undefined);
    media.clear();
    onTarget(undefined);
    writingIn.set(undefined);
  };
  const content = {
    text,
    targetId: targetId ?? draft?.targetId ?? null,
    visibility: chosenVisibility,
    contentWarning: warning,
  };
  const kept = useDraft(id, draft, { ...content, media: ready }, forget);
  const empty = text.trim() === "" && ready.length === 0;
  useEffect(() => {
    if (focus > 0) field.current?.focus();
  }, [focus]);
  useEffect(() => writingIn.set(empty ? undefined : id), [empty, id]);
  // From the first letter on, news do not change whom one answers.
  useEffect(() => {
    if (!empty && target && targetId === undefined) onTarget(target.id);
  }, [empty, target, targetId, onTarget]);

  const { sending, send, clear } = useReply(id, (delivery) => {
    forget();
    void kept.drop();
    const held = delivery.status === "held";
    announce(held ? t`Held: it waits for a lead's word.` : t`The reply is on its way.`);
    if (held) toast({ message: t`Held: it waits for a lead's word.` });
    const next = held ? "stay" : then.current;
    if (next !== "stay") void changes.make([id], { verb: "close", outcome: "answered" });
    if (next === "next") onNext();
  });
  const blocked =
    empty ||
    !target ||
    over ||
    media.busy ||
    sending.state === "sending" ||
    sending.state === "lost" ||
    check?.verdict === "deny";
  const go = (next: Then) => {
    if (blocked) return;
    if (media.undescribed > 0 && channel.capabilities.media?.alt) {
      media.askAlt();
      return announce(t`Describe each picture first.`);
    }
    then.current = next;
    void send(body);
  };
  const step = (by: 1 | -1) => () => {
    const to = nextTarget(messages, target?.id, by);
    if (to) onTarget(to.id);
  };
  // These work from within the form alone, though its keys are listed with all the others.
  const here = (run: () => void) => () => (form.current?.contains(document.activeElement) ? run() : false);
  const group = t`Writing`;
  useShortcuts([
    { keys: "mod+Enter", label: t`Send`, group, run: here(() => go("stay")) },
    { keys: "mod+shift+Enter", label: t`Send and close`, group, run: here(() => go("close")) },
    { keys: "mod+alt+ArrowUp", label: t`Answer the message before`, group, run: here(step(-1)) },
    { keys: "mod+alt+ArrowDown", label: t`Answer the message after`, group, run: here(step(1)) },
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      field.current?.blur();
      document.querySelector<HTMLElement>("article h2[tabindex]")?.focus();
      if (empty) onFold();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files; the button does the same
    <div
      ref={form}
      className={style.reply}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        media.add(event.dataTransfer.files);
      }}
    >
      <Target message={target} names={names} />
      {sending.state === "lost" && <Lost text={sending.text} onAgain={() => void send()} />}
      {kept.newer && (
        <DraftElsewhere
          text={kept.newer.text}
          onChoose={(theirs) => {
            if (theirs) setText(kept.newer?.text ?? "");
            kept.settle(theirs);
          }}
        />
      )}
      {mail && (
        <input
          className={style.subject}
          value={replySubject}
          onChange={(event) => setSubject(event.target.value)}
          aria-label={t`Subject`}
          maxLength={300}
        />
      )}
      {warning !== null && (
        <input
          className={style.subject}
          value={warning}
          onChange={(event) => setWarning(event.target.value)}
          aria-label={t`Content warning`}
          placeholder={t`Content warning: what is behind it`}
          maxLength={500}
        />
      )}
      <textarea
        ref={field}
        value={text}
        rows={3}
        onChange={(event) => {
          setText(event.target.value);
          if (sending.state === "refused") clear();
        }}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          if (event.clipboardData.files.length === 0) return;
          event.preventDefault();
          media.add(event.clipboardData.files);
        }}
        aria-label={t`Your reply`}
        aria-describedby="reply-count"
        placeholder={t`Answer as yourself…`}
        lang={conversation.language ?? undefined}
        readOnly={sending.state === "sending" || sending.state === "lost"}
      />
      {signature !== "" && (
        <p className={style.signature}>
          <span className="visually-hidden">{t`It will stand there as:`} </span>
          {signature}
        </p>
      )}
      <MediaRow media={media} />
      <Gate
        reasons={sending.state === "refused" ? sending.reasons : (check?.reasons ?? [])}
        refused={sending.state === "refused" ? sending.message : undefined}
      />
      <ReplyFoot
        channel={channel}
        warned={warning !== null}
        onWarn={() => setWarning(warning === null ? "" : null)}
        visibility={visibility}
        onVisibility={setVisibility}
        onFiles={media.add}
        words={asking && !check ? t`The gate is looking…` : kept.words}
        count={count}
        held={check?.verdict === "hold"}
        busy={sending.state === "sending"}
        blocked={blocked}
        onSend={go}
      />
    </div>
  );
}

/** "Re: …", once. */
const asReply = (subject: string): string =>
  /^\s*(re|aw|rv)\s*:/i.test(subject) ? subject : `Re: ${subject}`;
