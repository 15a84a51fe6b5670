import { useLingui } from "@lingui/react/macro";
import { type DragEvent, useState } from "react";
import type { Names } from "../inbox/names.ts";
import { type CardDeeds, IdeaCard } from "./idea-card.tsx";
import { IdeaField } from "./idea-field.tsx";
import style from "./ideas.module.css";
import { addIdea, type Idea, ideasAgain, type Lane } from "./ideas-api.ts";
import { useLaneNames } from "./lane-names.ts";

/** One lane of the board. A dragged card goes before the card it is dropped on, or to the end. */
export function IdeaLane({
  lane,
  ideas,
  none,
  names,
  may,
  shown,
  deeds,
  dragged,
  onDrag,
  onDrop,
}: {
  lane: Lane;
  ideas: readonly Idea[];
  /** What an empty lane says. */
  none: string;
  names: Names;
  may: boolean;
  /** On a phone, where one lane stands at a time. */
  shown: boolean;
  deeds: CardDeeds;
  dragged: string | undefined;
  onDrag(id: string | undefined): void;
  onDrop(before: string | null): void;
}) {
  const { t } = useLingui();
  const laneNames = useLaneNames();
  const [over, setOver] = useState<string | "end">();
  const hover = (at: string) => (event: DragEvent) => {
    if (!dragged) return;
    event.preventDefault();
    event.stopPropagation();
    setOver(at);
  };
  const drop = (before: string | null) => (event: DragEvent) => {
    if (!dragged) return;
    event.preventDefault();
    event.stopPropagation();
    setOver(undefined);
    if (before !== dragged) onDrop(before);
  };
  return (
    <section
      id={`lane-${lane}`}
      className={style.lane}
      aria-labelledby={`lane-name-${lane}`}
      data-shown={shown}
      data-over={dragged !== undefined && over === "end"}
      onDragOver={hover("end")}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(undefined);
      }}
      onDrop={drop(null)}
    >
      <h2 id={`lane-name-${lane}`}>
        {laneNames[lane]} <small>{ideas.length}</small>
      </h2>
      {may && lane === "thought" && (
        <IdeaField
          label={t`A new idea`}
          verb={t`Keep`}
          onDone={(words) => addIdea(words, lane).then(ideasAgain)}
        />
      )}
      {ideas.length === 0 ? (
        <p className={style.none}>{none}</p>
      ) : (
        <ul className={style.cards}>
          {ideas.map((idea, at) => (
            <li
              key={idea.id}
              data-over={dragged !== undefined && dragged !== idea.id && over === idea.id}
              onDragOver={hover(idea.id)}
              onDrop={drop(idea.id)}
            >
              <IdeaCard
                idea={idea}
                names={names}
                may={may}
                first={at === 0}
                last={at === ideas.length - 1}
                deeds={deeds}
                onDrag={onDrag}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
