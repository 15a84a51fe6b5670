import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { match } from "../shell/match.ts";
import { toast } from "../shell/toasts.tsx";
import { Avatar } from "../ui/avatar.tsx";
import list from "../ui/offered.module.css";
import { mentionAt, mentionedIds } from "./mentions.ts";
import type { Names } from "./names.ts";
import style from "./note-field.module.css";
import { ownSrc } from "./own-src.ts";

const most = 6;

/** A text for the team, with teammates offered after an @ (combobox with a listbox, ARIA 1.2). */
export function NoteField({
  start,
  names,
  verb,
  label,
  placeholder,
  focus = true,
  onText,
  onDone,
  onCancel,
}: {
  start: string;
  names: Names;
  verb: string;
  /** What it is called; left out: a note. */
  label?: string;
  placeholder?: string;
  focus?: boolean;
  onText?(text: string): void;
  /** Throws to keep the text where it is. */
  onDone(text: string, mentions: string[]): Promise<void>;
  onCancel?(): void;
}) {
  const { t } = useLingui();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(start);
  const [caret, setCaret] = useState(start.length);
  const [at, setAt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [closed, setClosed] = useState<number>();
  const typed = mentionAt(text, caret);
  const offered =
    typed && closed !== typed.start
      ? names.team
          .filter((mate) => mate.id !== names.me && (typed.query === "" || match(mate.name, typed.query) > 0))
          .slice(0, most)
      : [];
  const active = offered[Math.min(at, offered.length - 1)];
  useEffect(() => {
    if (focus) field.current?.focus();
  }, [focus]);

  // At once, with the text: a letter typed in the meantime would find the caret in another place.
  const moveTo = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (moveTo.current === undefined) return;
    field.current?.setSelectionRange(moveTo.current, moveTo.current);
    moveTo.current = undefined;
  });

  const change = (next: string) => {
    setText(next);
    onText?.(next);
  };
  const put = (name: string) => {
    if (!typed) return;
    const next = `${text.slice(0, typed.start)}@${name} ${text.slice(caret)}`;
    const to = typed.start + name.length + 2;
    change(next);
    setCaret(to);
    moveTo.current = to;
  };
  const done = async () => {
    if (busy || text.trim() === "") return;
    setBusy(true);
    try {
      await onDone(text.trim(), mentionedIds(text, names.team));
      setText("");
    } catch (error) {
      toast({ message: (error as Error).message, tone: "bad" });
    } finally {
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const { key } = event;
    if ((event.ctrlKey || event.metaKey) && key === "Enter") void done();
    else if (active && key === "ArrowDown") setAt((at + 1) % offered.length);
    else if (active && key === "ArrowUp") setAt((at - 1 + offered.length) % offered.length);
    else if (active && (key === "Enter" || key === "Tab")) put(active.name);
    else if (key === "Escape" && active) setClosed(typed?.start);
    else if (key === "Escape" && onCancel) onCancel();
    else if (key === "Escape") document.querySelector<HTMLElement>("article h2[tabindex]")?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={style.note}>
      {active && (
        <div className={list.offered} role="listbox" id={`${id}-list`} aria-label={t`Teammates`}>
          {offered.map((mate) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works through the field
            <div
              key={mate.id}
              id={`${id}-${mate.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={mate === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => put(mate.name)}
            >
              <Avatar name={mate.name} image={ownSrc(mate.portrait)} seed={mate.id} size={22} />
              {mate.name}
            </div>
          ))}
        </div>
      )}
      <textarea
        ref={field}
        value={text}
        rows={3}
        maxLength={10_000}
        aria-label={label ?? t`Note for the team`}
        placeholder={placeholder ?? t`A note for the team. @ calls somebody.`}
        aria-haspopup="listbox"
        aria-controls={active ? `${id}-list` : undefined}
        aria-activedescendant={active ? `${id}-${active.id}` : undefined}
        aria-autocomplete="list"
        onChange={(event) => {
          change(event.target.value);
          setCaret(event.target.selectionStart);
          setAt(0);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      <div className={style.foot}>
        {onCancel && (
          <Button variant="subtle" size="xs" onClick={onCancel}>
            {t`Cancel`}
          </Button>
        )}
        <Button
          color="warn"
          size="xs"
          loading={busy}
          disabled={text.trim() === ""}
          onClick={() => void done()}
        >
          {verb}
        </Button>
      </div>
    </div>
  );
}
