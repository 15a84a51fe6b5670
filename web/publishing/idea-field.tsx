import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { toast } from "../shell/toasts.tsx";
import style from "./ideas.module.css";

/** Writes an idea: words, a link, or both. Enter keeps it, Shift and Enter begins a line. */
export function IdeaField({
  start = "",
  label,
  verb,
  focus = false,
  empty = false,
  onDone,
  onCancel,
}: {
  start?: string;
  label: string;
  verb: string;
  focus?: boolean;
  /** It may be empty: something else says what it is about. */
  empty?: boolean;
  /** Throws to keep the words where they are. */
  onDone(words: string): Promise<unknown>;
  onCancel?: () => void;
}) {
  const { t } = useLingui();
  const field = useRef<HTMLTextAreaElement>(null);
  const [words, setWords] = useState(start);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (focus) field.current?.focus();
  }, [focus]);
  const ready = empty || words.trim() !== "";
  const done = async () => {
    if (busy || !ready) return;
    setBusy(true);
    try {
      await onDone(words);
      setWords("");
    } catch (error) {
      toast({ message: (error as Error).message, tone: "bad" });
    }
    setBusy(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) void done();
    else if (event.key === "Escape" && onCancel) onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={style.field}>
      <textarea
        ref={field}
        value={words}
        rows={2}
        maxLength={5000}
        aria-label={label}
        placeholder={t`A thought, a link, something you overheard`}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {(onCancel || words !== "") && (
        <div className={style.fieldFoot}>
          {onCancel && (
            <Button variant="subtle" size="xs" onClick={onCancel}>
              {t`Cancel`}
            </Button>
          )}
          <Button size="xs" loading={busy} disabled={!ready} onClick={() => void done()}>
            {verb}
          </Button>
        </div>
      )}
    </div>
  );
}
