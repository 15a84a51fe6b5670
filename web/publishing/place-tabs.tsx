import { useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconHandStop, IconPencil } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { contentFields } from "../../src/publishing/content.ts";
import type { Channel } from "../inbox/shapes.ts";
import { NetworkGlyph } from "../ui/network.tsx";
import { isOwn } from "./doc.ts";
import { type Editing, useEditing } from "./editing.ts";
import style from "./place-tabs.module.css";
import type { PartReason } from "./posts-api.ts";

/** Which words are being written: those of every channel, or of one. */
export function PlaceTabs({
  editing,
  channels,
  place,
  reasons,
  onPlace,
}: {
  editing: Editing;
  channels: readonly Channel[];
  place: string | null;
  reasons: readonly PartReason[];
  onPlace(place: string | null): void;
}) {
  const { t } = useLingui();
  const own = useEditing(editing, () => ownOnes(editing, channels));
  const places: (Channel | null)[] = [null, ...channels];
  const step = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const at = places.findIndex((one) => (one?.id ?? null) === place);
    const next = places[(at + by + places.length) % places.length] ?? null;
    onPlace(next?.id ?? null);
    document.getElementById(`place-${next?.id ?? "all"}`)?.focus();
  };
  return (
    <div className={style.tabs} role="tablist" aria-label={t`Written for`} onKeyDown={step}>
      {places.map((channel) => {
        const id = channel?.id ?? null;
        const mine = reasons.filter((one) => one.channelId === id);
        const denied = mine.some(({ verdict }) => verdict === "deny");
        const held = mine.some(({ verdict }) => verdict === "hold");
        return (
          <button
            key={id}
            id={`place-${id ?? "all"}`}
            type="button"
            role="tab"
            aria-selected={id === place}
            aria-controls="place-words"
            tabIndex={id === place ? 0 : -1}
            className={style.tab}
            onClick={() => onPlace(id)}
          >
            {channel && <NetworkGlyph network={channel.network} size={16} />}
            <span>{channel ? channel.name || channel.handle : t`Every channel`}</span>
            {channel && own.split(" ").includes(channel.id) && (
              <span title={t`Written for this channel`}>
                <IconPencil size={14} stroke={1.8} aria-hidden="true" />
                <span className="visually-hidden">{t`Written for this channel`}</span>
              </span>
            )}
            {denied && (
              <span className={style.bad}>
                <IconAlertTriangle size={15} stroke={1.9} aria-hidden="true" />
                <span className="visually-hidden">{t`It cannot go out so`}</span>
              </span>
            )}
            {held && !denied && (
              <span className={style.warn}>
                <IconHandStop size={15} stroke={1.9} aria-hidden="true" />
                <span className="visually-hidden">{t`A lead looks at it first`}</span>
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}

const ownOnes = (editing: Editing, channels: readonly Channel[]): string =>
  channels
    .filter(({ id }) => contentFields.some((field) => isOwn(editing.state().doc, id, field)))
    .map(({ id }) => id)
    .join(" ");
