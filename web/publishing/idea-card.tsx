import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconArchive, IconArrowDown, IconArrowUp, IconDots, IconPencil } from "@tabler/icons-react";
import { type DragEvent, type KeyboardEvent, useState } from "react";
import type { Names } from "../inbox/names.ts";
import { RelativeTime } from "../ui/time.tsx";
import style from "./idea-card.module.css";
import { IdeaField } from "./idea-field.tsx";
import { IdeaLink } from "./idea-link.tsx";
import { IdeaSource } from "./idea-source.tsx";
import { changeIdea, type Idea, ideasAgain, type Lane, lanes, wordsOfIdea } from "./ideas-api.ts";
import { useLaneNames } from "./lane-names.ts";

export interface CardDeeds {
  /** By so many places in its lane. */
  step(idea: Idea, by: -1 | 1): void;
  toLane(idea: Idea, lane: Lane): void;
  draft(idea: Idea): Promise<void>;
  away(idea: Idea): void;
}

/** One idea: its words, where it comes from, and what becomes of it. */
export function IdeaCard({
  idea,
  names,
  may,
  first,
  last,
  deeds,
  onDrag,
}: {
  idea: Idea;
  names: Names;
  /** May change the board. */
  may: boolean;
  first: boolean;
  last: boolean;
  deeds: CardDeeds;
  onDrag(id: string | undefined): void;
}) {
  const { t } = useLingui();
  const laneNames = useLaneNames();
  const [editing, setEditing] = useState(false);
  const [busy, setBusy] = useState(false);
  const brief = idea.text || idea.source?.text || idea.link || "";
  const short = brief.length > 60 ? `${brief.slice(0, 60)}…` : brief;
  const at = lanes.indexOf(idea.lane);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!may || event.target !== event.currentTarget || !event.shiftKey) return;
    const lane = lanes[at + (event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0)];
    if (event.key === "ArrowUp" && !first) deeds.step(idea, -1);
    else if (event.key === "ArrowDown" && !last) deeds.step(idea, 1);
    else if (lane && lane !== idea.lane) deeds.toLane(idea, lane);
    else return;
    event.preventDefault();
  };
  if (editing)
    return (
      <IdeaField
        start={wordsOfIdea(idea)}
        label={t`The idea`}
        verb={t`Save`}
        focus
        empty={idea.source !== null}
        onCancel={() => setEditing(false)}
        onDone={async (words) => {
          await changeIdea(idea.id, words);
          await ideasAgain();
          setEditing(false);
        }}
      />
    );
  return (
    <article
      id={`idea-${idea.id}`}
      className={style.card}
      aria-label={t`Idea: ${short}`}
      aria-describedby="idea-keys"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved by the keyboard
      tabIndex={0}
      draggable={may}
      onKeyDown={onKeyDown}
      onDragStart={(event: DragEvent) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", wordsOfIdea(idea));
        onDrag(idea.id);
      }}
      onDragEnd={() => onDrag(undefined)}
    >
      {idea.text && (
        <p className={style.text} dir="auto">
          {idea.text}
        </p>
      )}
      {idea.link && <IdeaLink href={idea.link} />}
      {idea.source && <IdeaSource source={idea.source} />}
      <footer className={style.foot}>
        <small>
          {names.teammate(idea.madeBy)?.name} · <RelativeTime at={idea.madeAt} />
        </small>
        {may && (
          <>
            <Button
              size="compact-sm"
              variant="light"
              loading={busy}
              aria-label={t`Make a draft of it: ${short}`}
              onClick={() => {
                setBusy(true);
                void deeds.draft(idea).finally(() => setBusy(false));
              }}
            >
              {t`Make a draft`}
            </Button>
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon variant="subtle" size="sm" className={style.more} aria-label={t`More: ${short}`}>
                  <IconDots size={16} stroke={1.7} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  leftSection={<IconPencil size={16} stroke={1.6} />}
                  onClick={() => setEditing(true)}
                >
                  {t`Edit`}
                </Menu.Item>
                {!first && (
                  <Menu.Item
                    leftSection={<IconArrowUp size={16} stroke={1.6} />}
                    onClick={() => deeds.step(idea, -1)}
                  >
                    {t`Up`}
                  </Menu.Item>
                )}
                {!last && (
                  <Menu.Item
                    leftSection={<IconArrowDown size={16} stroke={1.6} />}
                    onClick={() => deeds.step(idea, 1)}
                  >
                    {t`Down`}
                  </Menu.Item>
                )}
                {lanes
                  .filter((lane) => lane !== idea.lane)
                  .map((lane) => {
                    const name = laneNames[lane];
                    return (
                      <Menu.Item key={lane} onClick={() => deeds.toLane(idea, lane)}>
                        {t`To “${name}”`}
                      </Menu.Item>
                    );
                  })}
                <Menu.Item
                  leftSection={<IconArchive size={16} stroke={1.6} />}
                  onClick={() => deeds.away(idea)}
                >
                  {t`Put away`}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        )}
      </footer>
    </article>
  );
}
