import { useLingui } from "@lingui/react/macro";
import { Modal } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { match } from "../shell/match.ts";
import style from "./choose-dialog.module.css";

export interface Choice {
  id: string;
  label: string;
  keywords?: string;
  mark?: ReactNode;
  /** At the right: a time, a count. */
  more?: ReactNode;
  /** How it stands now. */
  current?: boolean;
}

/** One of some, found by typing: a combobox whose list is always open, as in the palette. */
export function ChooseDialog({
  title,
  choices,
  onChoose,
  onClose,
  children,
}: {
  title: string;
  choices: readonly Choice[];
  onChoose(id: string): void;
  onClose(): void;
  children?: ReactNode;
}) {
  const { t } = useLingui();
  const id = useId();
  const [query, setQuery] = useState("");
  const found = choices
    .map((choice) => ({
      choice,
      score: query ? match(`${choice.label} ${choice.keywords ?? ""}`, query) : 1,
    }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score)
    .map((hit) => hit.choice);
  const [at, setAt] = useState(0);
  const active = found[Math.min(at, found.length - 1)];
  const move = (to: number) => {
    const next = (to + found.length) % Math.max(1, found.length);
    setAt(next);
    document.getElementById(`${id}-${found[next]?.id}`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") move(at + 1);
    else if (event.key === "ArrowUp") move(at - 1);
    else if (event.key === "Enter") active && onChoose(active.id);
    else return;
    event.preventDefault();
  };
  return (
    <Modal.Root opened onClose={onClose} centered={false} yOffset="14dvh" size={420} padding={0}>
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <input
          className={style.input}
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={active ? `${id}-${active.id}` : undefined}
          aria-autocomplete="list"
          aria-label={title}
          placeholder={title}
          data-autofocus
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div className={style.list} id={`${id}-list`} role="listbox" aria-label={title}>
          {found.map((choice, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works through the combobox
            <div
              key={choice.id}
              id={`${id}-${choice.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={choice === active}
              className={style.option}
              onPointerMove={() => setAt(index)}
              onClick={() => onChoose(choice.id)}
            >
              <span className={style.mark}>{choice.mark}</span>
              <span className={style.label}>{choice.label}</span>
              {choice.current && <span className={style.more}>{t`now`}</span>}
              {choice.more && <span className={style.more}>{choice.more}</span>}
            </div>
          ))}
        </div>
        <p className={style.none} role="status">
          {found.length === 0 && t`Nothing is called that here.`}
        </p>
        {children && <div className={style.beneath}>{children}</div>}
      </Modal.Content>
    </Modal.Root>
  );
}
