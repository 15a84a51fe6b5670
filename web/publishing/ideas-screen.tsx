import { Trans, useLingui } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import { IconArchive, IconSearch } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { ApiError } from "../api/errors.ts";
import { useNames } from "../inbox/names.ts";
import { announce } from "../shell/announce.tsx";
import { useCommands } from "../shell/commands.ts";
import { Page } from "../shell/page.tsx";
import { useShortcuts } from "../shell/shortcuts.ts";
import { toast, useUndo } from "../shell/toasts.tsx";
import { Empty } from "../ui/empty.tsx";
import { useZone } from "../ui/time.tsx";
import type { CardDeeds } from "./idea-card.tsx";
import { IdeaLane } from "./idea-lane.tsx";
import style from "./ideas.module.css";
import {
  bringBack,
  draftOfIdea,
  type Idea,
  ideasAgain,
  ideasQuery,
  type Lane,
  lanes,
  moveIdea,
  putAway,
  useIdeasLive,
} from "./ideas-api.ts";
import { IdeasAway } from "./ideas-away.tsx";
import { useLaneNames } from "./lane-names.ts";
import { LaneTabs } from "./lane-tabs.tsx";
import { PublishingPlaces } from "./publishing-places.tsx";

const fail = (error: unknown) => void toast({ message: (error as Error).message, tone: "bad" });

/** The idea board: thoughts, links and what the community asked, on their way to becoming posts. */
export function IdeasScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const zone = useZone();
  const names = useNames();
  const laneNames = useLaneNames();
  const undoable = useUndo();
  const ideas = useSuspenseQuery(ideasQuery).data;
  const [query, setQuery] = useState("");
  const [away, setAway] = useState(false);
  const [shown, setShown] = useState<Lane>("thought");
  const [dragged, setDragged] = useState<string>();
  const board = useRef<HTMLDivElement>(null);
  useIdeasLive();
  const may = names.role !== "guest";
  const found = ideas.filter((idea) => holds(idea, query));
  const inLane = (lane: Lane) => found.filter((idea) => idea.lane === lane);

  const move = (id: string, lane: Lane, before: string | null) => {
    const name = laneNames[lane];
    void moveIdea(id, lane, before).then(() => announce(t`Moved in “${name}”.`), fail);
    setShown(lane);
    // It stands elsewhere in the tree now: whoever moved it by the keyboard goes with it.
    if (document.activeElement?.closest(`#idea-${id}`))
      requestAnimationFrame(() => document.getElementById(`idea-${id}`)?.focus());
  };
  const deeds: CardDeeds = {
    step(idea, by) {
      const lane = inLane(idea.lane);
      const at = lane.indexOf(idea);
      move(idea.id, idea.lane, lane[by < 0 ? at - 1 : at + 2]?.id ?? null);
    },
    toLane: (idea, lane) => move(idea.id, lane, inLane(lane)[0]?.id ?? null),
    async draft(idea) {
      try {
        const post = await draftOfIdea(idea.id, zone);
        await navigate({ to: "/publishing/posts/$postId", params: { postId: post.id } });
      } catch (error) {
        const postId = error instanceof ApiError ? error.data.postId : undefined;
        if (typeof postId === "string")
          return void navigate({ to: "/publishing/posts/$postId", params: { postId } });
        fail(error);
      }
    },
    away(idea) {
      putAway(idea.id).then(() => {
        void ideasAgain();
        undoable(t`The idea is put away.`, () => bringBack(idea.id).then(ideasAgain, fail));
      }, fail);
    },
  };
  const begin = () => {
    setAway(false);
    setShown("thought");
    requestAnimationFrame(() => board.current?.querySelector("textarea")?.focus());
  };
  const look = () => document.getElementById("idea-search")?.focus();
  const group = t`Ideas`;
  const verbs = [
    ...(may ? [{ id: "ideas.new", keys: "n", label: t`New idea`, group, run: begin }] : []),
    { id: "ideas.search", keys: "/", label: t`Search the ideas`, group, run: look },
  ];
  useCommands(verbs);
  const arrows = [
    { keys: "shift+ArrowRight", label: t`The idea at the focus: to the next lane` },
    { keys: "shift+ArrowUp", label: t`The idea at the focus: further up` },
  ];
  // The cards hear these themselves; here they stand for the help.
  useShortcuts([...verbs, ...arrows.map((each) => ({ ...each, group, enabled: false, run: () => false }))]);
  return (
    <Page
      title={t`Ideas`}
      wide
      lead={t`Thoughts, links, and what the community asks about, until they become posts.`}
    >
      <PublishingPlaces />
      <div className={style.tools}>
        <TextInput
          id="idea-search"
          type="search"
          className={style.search ?? ""}
          aria-label={t`Search the ideas`}
          placeholder={t`Search`}
          leftSection={<IconSearch size={16} stroke={1.7} />}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <Button
          variant={away ? "light" : "default"}
          aria-pressed={away}
          leftSection={<IconArchive size={16} stroke={1.7} />}
          onClick={() => setAway(!away)}
        >
          {t`What is put away`}
        </Button>
      </div>
      {away ? (
        <IdeasAway may={may} holds={(idea) => holds(idea, query)} />
      ) : ideas.length === 0 && !may ? (
        <Empty picture="quiet" title={t`No ideas yet`} />
      ) : (
        <>
          <LaneTabs shown={shown} counts={(lane) => inLane(lane).length} onShow={setShown} />
          <p id="idea-keys" className="visually-hidden">
            <Trans>Shift and the arrows move it.</Trans>
          </p>
          <div ref={board} className={style.board}>
            {lanes.map((lane) => (
              <IdeaLane
                key={lane}
                lane={lane}
                ideas={inLane(lane)}
                none={query ? t`Nothing found.` : t`Nothing here yet.`}
                names={names}
                may={may}
                shown={lane === shown}
                deeds={deeds}
                dragged={dragged}
                onDrag={setDragged}
                onDrop={(before) => {
                  if (dragged) move(dragged, lane, before);
                  setDragged(undefined);
                }}
              />
            ))}
          </div>
        </>
      )}
    </Page>
  );
}

function holds(idea: Idea, query: string): boolean {
  const words = [idea.text, idea.link, idea.source?.text, idea.source?.author.name].join("\n").toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}
