import { useLingui } from "@lingui/react/macro";
import { Modal } from "@mantine/core";
import { type KeyboardEvent, useId, useState } from "react";
import { type Command, paletteOpen, useOfferedCommands } from "./commands.ts";
import { Keys } from "./keys-view.tsx";
import { match } from "./match.ts";
import style from "./palette.module.css";

/** The command palette: a combobox whose list is always open (ARIA 1.2 combobox with listbox, active descendant). */
export function Palette() {
  const { t } = useLingui();
  const id = useId();
  const offered = useOfferedCommands();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const groups = ranked(offered, query, t`Here`);
  const flat = groups.flatMap((group) => group.commands);
  const active = flat[Math.min(at, flat.length - 1)];

  const run = (command: Command | undefined) => {
    if (!command) return;
    paletteOpen.set(false);
    // After the dialog has given the focus back, so that the command may move it.
    setTimeout(command.run);
  };
  const move = (to: number) => {
    const next = (to + flat.length) % Math.max(1, flat.length);
    setAt(next);
    document.getElementById(`${id}-${flat[next]?.id}`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: Math.min(flat.length - 1, at + 8),
      PageUp: Math.max(0, at - 8),
    };
    if (event.nativeEvent.isComposing) return;
    if (event.key in steps) move(steps[event.key] ?? 0);
    else if (event.key === "Enter") run(active);
    else return;
    event.preventDefault();
  };

  return (
    <Modal.Root
      opened
      onClose={() => paletteOpen.set(false)}
      centered={false}
      yOffset="14dvh"
      size={560}
      padding={0}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t`Commands`}>
        <div className={style.palette}>
          <input
            className={style.input}
            role="combobox"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={active ? `${id}-${active.id}` : undefined}
            aria-label={t`Find or do`}
            placeholder={t`Find or do…`}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
          />
          <div className={style.list} id={`${id}-list`} role="listbox" aria-label={t`Commands`}>
            {groups.map((group, index) => (
              // biome-ignore lint/a11y/useSemanticElements: a group of options; a fieldset may not stand in a listbox
              <div key={group.name} role="group" aria-labelledby={`${id}-group-${index}`}>
                <div className={style.group} id={`${id}-group-${index}`} role="presentation">
                  {group.name}
                </div>
                {group.commands.map((command) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works through the combobox
                  <div
                    key={command.id}
                    id={`${id}-${command.id}`}
                    role="option"
                    tabIndex={-1}
                    aria-selected={command === active}
                    className={style.option}
                    onPointerMove={() => setAt(flat.indexOf(command))}
                    onClick={() => run(command)}
                  >
                    <span className={style.icon}>{command.icon}</span>
                    <span className={style.label}>{command.label}</span>
                    {command.keys && <Keys keys={command.keys} />}
                  </div>
                ))}
              </div>
            ))}
          </div>
          <p className={style.none} role="status">
            {flat.length === 0 && t`Nothing is called that here.`}
          </p>
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Groups in the order of their best command; without a query, in the order of registration. */
function ranked(commands: readonly Command[], query: string, here: string) {
  const hits = commands
    .map((command) => ({
      command,
      score: query ? match(`${command.label} ${command.keywords ?? ""}`, query) : 1,
    }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score);
  const groups = new Map<string, Command[]>();
  for (const { command } of hits) {
    const name = command.group ?? here;
    groups.set(name, [...(groups.get(name) ?? []), command]);
  }
  return [...groups].map(([name, commands]) => ({ name, commands }));
}
