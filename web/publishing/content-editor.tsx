import { useLingui } from "@lingui/react/macro";
import { IconMessagePlus, IconPlus } from "@tabler/icons-react";
import { memo, useCallback, useContext, useMemo, useRef } from "react";
import type { Content, Part } from "../../src/publishing/content.ts";
import type { Channel } from "../inbox/shapes.ts";
import { CarriedFields, linkOf } from "./carried-fields.tsx";
import style from "./content-editor.module.css";
import { countedOnce, fitsAll } from "./counts.tsx";
import { baseKey, type Field, isOwn, ownKey } from "./doc.ts";
import { type Editing, useContent, useEditing } from "./editing.ts";
import { FieldConflict } from "./field-conflict.tsx";
import { type ChangePart, PartEditor } from "./part-editor.tsx";
import { PillarField } from "./pillar-field.tsx";
import { PostFaces } from "./post-faces.tsx";
import { KnownMentions, useKnown } from "./proposals-api.ts";
import { type Fits, splitAtBlankLines, splitBySentence } from "./split.ts";
import { WholeFields } from "./whole-fields.tsx";

const emptyPart: Part = { text: "", media: [] };
type Media = Channel["capabilities"]["media"];

/** What all of them take: the base has to go everywhere. */
function mediaOf(channels: readonly Channel[]): Media {
  const all = channels.map((one) => one.capabilities.media).filter((one) => one !== null);
  const [first] = all;
  if (!first) return null;
  return {
    most: Math.min(...all.map(({ most }) => most)),
    bytes: Math.min(...all.map(({ bytes }) => bytes)),
    types: first.types.filter((type) =>
      all.every(({ types }) => types.includes(type) || types.includes("*/*")),
    ),
    alt: true,
    filmBytes: Math.min(...all.map((one) => one.filmBytes ?? one.bytes)),
  };
}

/** Writes one field, of the base or of a channel. */
export function writer(editing: Editing, channelId: string | null) {
  return (field: Field, value: unknown) =>
    channelId === null
      ? editing.set(baseKey(field), value)
      : editing.set(ownKey(channelId, field), { value });
}

/** The words of the base, or of one channel: its parts, the first comment, and what belongs to the whole. */
export const ContentEditor = memo(function ContentEditor({
  editing,
  channelId,
  channels,
  locked,
}: {
  editing: Editing;
  /** null: what every channel says. */
  channelId: string | null;
  /** Where it stands: whose limits hold. */
  channels: readonly Channel[];
  locked: boolean;
}) {
  const { t } = useLingui();
  const content = useContent(editing, channelId);
  const following = useEditing(editing, () => followers(editing, channelId, channels));
  const counted = useMemo(
    () => countedOnce(channels.filter(({ id }) => following.split(" ").includes(id))),
    [channels, following],
  );
  const media = useMemo(() => mediaOf(channels), [channels]);
  const write = useMemo(() => writer(editing, channelId), [editing, channelId]);
  const list = useRef<HTMLOListElement>(null);
  const { parts, firstComment } = content;
  const now = useCallback((): Content => editing.content(channelId), [editing, channelId]);
  const setParts = useCallback((next: Part[]) => write("parts", next), [write]);
  const focusPart = (index: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll("textarea")[index]?.focus());
  const pillar = useMemo(
    () => (channelId === null ? <PillarField editing={editing} /> : null),
    [channelId, editing],
  );
  const known = useKnown(content);
  const warning = content.contentWarning ?? "";
  const thread = parts.length > 1;
  const where = channelId ?? "base";
  return (
    <KnownMentions value={known}>
      <div className={style.content}>
        <FieldConflict editing={editing} channelId={channelId} />
        <ol ref={list} className={style.parts} data-thread={thread}>
          {parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the thread
            <li key={index} data-place={`${where}/parts/${index}`}>
              <PostFaces postId={editing.id} place={`${where}/parts/${index}`} />
              <OnePart
                channelId={channelId}
                part={part}
                index={index}
                of={parts.length}
                channels={counted}
                media={media}
                warning={warning}
                quote={index === 0 ? content.quote : undefined}
                locked={locked}
                now={now}
                setParts={setParts}
              />
            </li>
          ))}
        </ol>
        {firstComment && (
          <div className={style.first} data-place={`${where}/firstComment`}>
            <PostFaces postId={editing.id} place={`${where}/firstComment`} />
            <PartEditor
              part={firstComment}
              channelId={channelId}
              at={null}
              label={t`First comment`}
              placeholder={t`Said under the post as soon as it stands`}
              channels={counted}
              media={media}
              warning={warning}
              locked={locked}
              onChange={(change) => write("firstComment", change(now().firstComment ?? emptyPart))}
              onRemove={() => write("firstComment", null)}
            />
          </div>
        )}
        {!locked && (
          <div className={style.adds}>
            <button
              type="button"
              onClick={() => {
                setParts([...now().parts, emptyPart]);
                focusPart(parts.length);
              }}
            >
              <IconPlus size={16} stroke={1.7} />
              {t`Add a part`}
            </button>
            {!firstComment && (
              <button type="button" onClick={() => write("firstComment", emptyPart)}>
                <IconMessagePlus size={16} stroke={1.7} />
                {t`First comment`}
              </button>
            )}
          </div>
        )}
        <CarriedFields
          channelId={channelId}
          link={linkOf(content)}
          card={content.card}
          poll={content.poll}
          quote={content.quote}
          subject={content.subject}
          channels={channels}
          locked={locked}
          addsClass={style.adds}
          write={write}
        />
        <WholeFields
          channelId={channelId}
          contentWarning={content.contentWarning}
          visibility={content.visibility}
          language={content.language}
          channels={channels}
          locked={locked}
          write={write}
          pillar={pillar}
        />
      </div>
    </KnownMentions>
  );
});

/** The ids of the channels whose words are those of this editor, as one string: it is compared at every key. */
const followers = (editing: Editing, channelId: string | null, channels: readonly Channel[]): string =>
  channelId ??
  channels
    .filter(({ id }) => !isOwn(editing.state().doc, id, "parts"))
    .map(({ id }) => id)
    .join(" ");

/** A part with hands that stay the same, so that writing in one draws no other again. */
const OnePart = memo(function OnePart({
  channelId,
  part,
  index,
  of,
  channels,
  media,
  warning,
  quote,
  locked,
  now,
  setParts,
}: {
  channelId: string | null;
  part: Part;
  index: number;
  of: number;
  channels: readonly Channel[];
  media: Media;
  warning: string;
  quote: string | undefined;
  locked: boolean;
  now(): Content;
  setParts(next: Part[]): void;
}) {
  const { t } = useLingui();
  const number = index + 1;
  const known = useContext(KnownMentions);
  const change: ChangePart = useCallback(
    (how) => setParts(now().parts.map((one, at) => (at === index ? how(one) : one))),
    [index, now, setParts],
  );
  const split = useCallback(
    (how: "blank-lines" | "sentences") => {
      const { parts, language, contentWarning = "" } = now();
      const mentions = parts[index]?.mentions;
      const fits: Fits = (text, piece) =>
        fitsAll(channels, { text, mentions }, known, contentWarning, piece === 0 ? quote : undefined);
      const cut = (one: Part) =>
        how === "sentences" ? splitBySentence(one, fits, language) : splitAtBlankLines(one);
      setParts(parts.flatMap((one, at) => (at === index ? cut(one) : [one])));
    },
    [index, now, setParts, channels, quote, known],
  );
  const remove = useCallback(
    () => setParts(now().parts.filter((_, at) => at !== index)),
    [index, now, setParts],
  );
  return (
    <PartEditor
      part={part}
      channelId={channelId}
      at={index}
      label={of > 1 ? t`Part ${number} of ${of}` : t`Text`}
      placeholder={index === 0 ? t`What do you want to say?` : t`And then?`}
      channels={channels}
      media={media}
      warning={warning}
      quote={quote}
      locked={locked}
      onChange={change}
      onSplit={split}
      onRemove={of > 1 ? remove : undefined}
    />
  );
});
