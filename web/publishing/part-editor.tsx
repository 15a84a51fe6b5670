import { useLingui } from "@lingui/react/macro";
import { IconCut, IconLibraryPhoto, IconPhotoPlus, IconTrash } from "@tabler/icons-react";
import { lazy, memo, Suspense, useContext, useDeferredValue, useRef, useState } from "react";
import type { Part } from "../../src/publishing/content.ts";
import { withMention } from "../../src/publishing/mentions.ts";
import { MediaRow } from "../inbox/reply-media.tsx";
import type { Channel } from "../inbox/shapes.ts";
import { CommentButton } from "./commenting.tsx";
import { Count, fitsAll, saidText } from "./counts.tsx";
import style from "./part-editor.module.css";
import { usePartMedia } from "./part-media.ts";
import { KnownMentions } from "./proposals-api.ts";
import { ProposingField } from "./proposing-field.tsx";
import { canSplit } from "./split.ts";

const MediaPicker = lazy(() => import("../media/media-picker.tsx").then((m) => ({ default: m.MediaPicker })));

export type ChangePart = (change: (now: Part) => Part) => void;

/** One message of the thread (or its first comment): words, pictures, and how much room each network leaves. */
export const PartEditor = memo(function PartEditor({
  part,
  channelId,
  at,
  label,
  placeholder,
  channels,
  media: may,
  warning,
  quote,
  locked,
  onChange,
  onSplit,
  onRemove,
}: {
  part: Part;
  /** Where it stands: null for the base, and null for the first comment. */
  channelId: string | null;
  at: number | null;
  label: string;
  placeholder: string;
  /** Whose counts stand under it. */
  channels: readonly Channel[];
  media: Channel["capabilities"]["media"];
  warning: string;
  /** What is quoted under it: it counts where its address has to stand among the words. */
  quote?: string | undefined;
  /** It is out already. */
  locked: boolean;
  onChange: ChangePart;
  onSplit?: ((at: "blank-lines" | "sentences") => void) | undefined;
  onRemove?: (() => void) | undefined;
}) {
  const { t } = useLingui();
  const [picking, setPicking] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  // The letter appears first; counting follows as soon as there is time.
  const counted = useDeferredValue(part);
  const known = useContext(KnownMentions);
  const networks = [...new Set(channels.map(({ network }) => network))].join(",");
  const media = usePartMedia(may, part.media, (change) =>
    onChange((now) => ({ ...now, media: change(now.media) })),
  );
  const place = { channelId, field: at === null ? "firstComment" : "parts", part: at } as const;
  return (
    <section className={style.part} aria-label={label} data-comments>
      <ProposingField
        className={style.text}
        value={part.text}
        networks={networks}
        readOnly={locked}
        aria-label={label}
        placeholder={placeholder}
        onText={(text, mention) =>
          onChange((now) =>
            mention ? { ...now, text, mentions: withMention({ ...now, text }, mention) } : { ...now, text },
          )
        }
        onPaste={(event) => {
          if (locked || event.clipboardData.files.length === 0) return;
          event.preventDefault();
          media.add(event.clipboardData.files);
        }}
        onDragOver={(event) => event.dataTransfer.types.includes("Files") && event.preventDefault()}
        onDrop={(event) => {
          if (locked || event.dataTransfer.files.length === 0) return;
          event.preventDefault();
          media.add(event.dataTransfer.files);
        }}
      />
      <fieldset className={style.media} disabled={locked}>
        <legend className="visually-hidden">{t`Pictures`}</legend>
        <MediaRow
          media={media}
          beside={(fileId) => <CommentButton {...place} fileId={fileId} name={t`Description of a picture`} />}
        />
      </fieldset>
      <div className={style.foot}>
        {may && !locked && (
          <>
            <input
              ref={picker}
              type="file"
              hidden
              multiple
              accept={may.types.join(",")}
              onChange={(event) => {
                if (event.target.files) media.add(event.target.files);
                event.target.value = "";
              }}
            />
            <button
              type="button"
              className={style.tool}
              aria-label={t`Add a picture`}
              title={t`Add a picture`}
              onClick={() => picker.current?.click()}
            >
              <IconPhotoPlus size={18} stroke={1.6} />
            </button>
            <button
              type="button"
              className={style.tool}
              aria-label={t`Take from the library`}
              title={t`Take from the library`}
              onClick={() => setPicking(true)}
            >
              <IconLibraryPhoto size={18} stroke={1.6} />
            </button>
          </>
        )}
        {onSplit && !locked && canSplit(part) && (
          <button type="button" className={style.tool} onClick={() => onSplit("blank-lines")}>
            <IconCut size={16} stroke={1.6} />
            <span>{t`Split at blank lines`}</span>
          </button>
        )}
        {onSplit && !locked && !fitsAll(channels, counted, known, warning, quote) && (
          <button type="button" className={style.tool} onClick={() => onSplit("sentences")}>
            <IconCut size={16} stroke={1.6} />
            <span>{t`Split by sentence`}</span>
          </button>
        )}
        {onRemove && !locked && (
          <button
            type="button"
            className={style.tool}
            aria-label={t`Remove: ${label}`}
            title={t`Remove`}
            onClick={onRemove}
          >
            <IconTrash size={17} stroke={1.6} />
          </button>
        )}
        <CommentButton {...place} name={label} />
        <span className={style.counts}>
          {channels.map((channel) => (
            <Count
              key={channel.id}
              channel={channel}
              text={saidText(channel, counted, known)}
              warning={warning}
              quote={quote}
            />
          ))}
        </span>
      </div>
      <Suspense>{picking && <MediaPicker onPick={media.take} onClose={() => setPicking(false)} />}</Suspense>
    </section>
  );
});
