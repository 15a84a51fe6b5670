import { useLingui } from "@lingui/react/macro";
import { Button, Menu } from "@mantine/core";
import { useRef } from "react";
import { useWords } from "../calendar/words.ts";
import type { Channel } from "../inbox/shapes.ts";
import { NetworkGlyph, networkName } from "../ui/network.tsx";
import type { FillRow as Row } from "./evergreen-fill.ts";
import style from "./fill-dialog.module.css";

/** One free slot: its time, its channel, what goes into it, and the ways to have it otherwise. */
export function FillRow({
  row: { slot, postId, offers },
  channel,
  zone,
  briefOf,
  locked,
  onChoose,
}: {
  row: Row;
  channel: Channel | undefined;
  zone: string;
  briefOf(postId: string): string;
  locked: boolean;
  onChoose(postId: string | null): void;
}) {
  const { t } = useLingui();
  const { clock } = useWords(zone);
  const offering = useRef<HTMLButtonElement>(null);
  const time = clock(slot.at);
  const handle = channel?.handle ?? "";
  const takeOut = () => {
    onChoose(null);
    // The button that was pressed is gone; the one that undoes it stands in its place.
    requestAnimationFrame(() => offering.current?.focus());
  };
  return (
    <li className={style.row} data-empty={postId === null}>
      <time dateTime={slot.at} className="numbers">
        {time}
      </time>
      <div className={style.what}>
        <p className={style.brief}>{postId === null ? t`Stays free` : briefOf(postId)}</p>
        <p className={style.where}>
          <NetworkGlyph network={channel?.network ?? ""} size={13} />
          <span className="visually-hidden">{networkName(channel?.network ?? "")} </span>
          {handle}
        </p>
      </div>
      <div className={style.deeds}>
        {offers.length > 0 && (
          // Stays within the dialog, and is not cut off by it.
          <Menu position="bottom-end" width={320} returnFocus withinPortal={false} floatingStrategy="fixed">
            <Menu.Target>
              <Button
                ref={offering}
                size="xs"
                variant="default"
                disabled={locked}
                aria-label={
                  postId === null
                    ? t`Put one in: ${time} on ${handle}`
                    : t`Exchange what goes out at ${time} on ${handle}`
                }
              >
                {postId === null ? t`Put one in` : t`Exchange`}
              </Button>
            </Menu.Target>
            <Menu.Dropdown mah="min(20rem, 60dvh)" className={style.offers}>
              {offers.map((id) => (
                <Menu.Item key={id} onClick={() => onChoose(id)}>
                  <span className={style.brief}>{briefOf(id)}</span>
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        {postId !== null && (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            disabled={locked}
            aria-label={t`Take out what goes out at ${time} on ${handle}`}
            onClick={takeOut}
          >
            {t`Take out`}
          </Button>
        )}
      </div>
    </li>
  );
}
