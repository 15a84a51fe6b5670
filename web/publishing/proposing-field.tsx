import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import {
  type ComponentProps,
  type KeyboardEvent,
  useDeferredValue,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { Mention } from "../../src/publishing/mentions.ts";
import { ownSrc } from "../inbox/own-src.ts";
import { Avatar } from "../ui/avatar.tsx";
import { NetworkGlyph } from "../ui/network.tsx";
import list from "../ui/offered.module.css";
import { type Proposal, proposalsFor, typedAt } from "./proposals.ts";
import { hashtagsQuery, mentionsQuery } from "./proposals-api.ts";
import style from "./proposing-field.module.css";
import { useSteadyCaret } from "./steady-caret.ts";

type Rest = Omit<ComponentProps<"textarea">, "value" | "onChange" | "onSelect" | "onKeyDown">;

/** A text that offers hashtags after a # and people after an @ (combobox with a listbox, ARIA 1.2). */
export function ProposingField({
  value,
  networks,
  onText,
  ...rest
}: Rest & {
  value: string;
  /** Whose people are offered, with commas between. */
  networks: string;
  /** `mention`: who has just been put into the text. */
  onText(text: string, mention?: Mention): void;
}) {
  const { t } = useLingui();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number>();
  const [at, setAt] = useState(0);
  const [closed, setClosed] = useState<number>();
  const typed = caret === undefined || rest.readOnly ? undefined : typedAt(value, caret);
  const asked = useDeferredValue(typed);
  const tags = useQuery({ ...hashtagsQuery, enabled: asked?.sign === "#" }).data;
  const people = useQuery({
    ...mentionsQuery(asked?.query ?? "", networks),
    enabled: asked?.sign === "@" && asked.query !== "" && networks !== "",
  }).data;
  const offered = typed && closed !== typed.start ? proposalsFor(typed, tags ?? [], people ?? []) : [];
  const active = offered[Math.min(at, offered.length - 1)];

  const steady = useSteadyCaret(field, value);
  // At once, with the text: a letter typed in the meantime would find the caret in another place.
  const moveTo = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (moveTo.current === undefined) return;
    field.current?.setSelectionRange(moveTo.current, moveTo.current);
    moveTo.current = undefined;
  });

  const put = ({ word, mention }: Proposal) => {
    if (!typed || caret === undefined) return;
    const behind = value.slice(caret);
    const space = /^\s/.test(behind) ? "" : " ";
    const to = typed.start + word.length + 1;
    moveTo.current = to;
    setCaret(to);
    onText(`${value.slice(0, typed.start)}${word}${space}${behind}`, mention);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !active) return;
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "ArrowDown") setAt((at + 1) % offered.length);
    else if (key === "ArrowUp") setAt((at - 1 + offered.length) % offered.length);
    else if (key === "Enter" || key === "Tab") put(active);
    else if (key === "Escape") setClosed(typed?.start);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={style.field}>
      <textarea
        {...rest}
        ref={field}
        value={value}
        aria-haspopup="listbox"
        aria-autocomplete="list"
        aria-controls={active ? `${id}-list` : undefined}
        aria-activedescendant={active ? `${id}-${active.key}` : undefined}
        onChange={(event) => {
          steady.typed(event.target);
          setCaret(event.target.selectionStart);
          setAt(0);
          if (closed !== undefined && event.target.value[closed] !== value[closed]) setClosed(undefined);
          onText(event.target.value);
        }}
        onSelect={(event) => {
          const { selectionStart } = event.currentTarget;
          steady.selected(event.currentTarget);
          // Only where somebody writes: a caret that comes by opens nothing.
          if (caret !== undefined) setCaret(selectionStart);
        }}
        onBlur={() => setCaret(undefined)}
        onKeyDown={onKeyDown}
      />
      {active && (
        <div
          className={list.offered}
          data-below
          role="listbox"
          id={`${id}-list`}
          aria-label={typed?.sign === "#" ? t`Hashtags` : t`People`}
        >
          {offered.map((one) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works through the field
            <div
              key={one.key}
              id={`${id}-${one.key}`}
              role="option"
              tabIndex={-1}
              aria-selected={one === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => put(one)}
            >
              {one.person ? (
                <>
                  <Avatar name={one.person.name} image={ownSrc(one.person.avatar)} seed={one.key} size={24} />
                  <b className={style.name}>{one.person.name}</b>
                  <span className={style.handle}>{one.word}</span>
                  <span className={style.networks}>
                    {one.person.networks.map((network) => (
                      <NetworkGlyph key={network} network={network} size={14} />
                    ))}
                  </span>
                </>
              ) : (
                one.word
              )}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
