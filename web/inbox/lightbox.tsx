import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Modal } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconX } from "@tabler/icons-react";
import style from "./lightbox.module.css";
import { ownSrc } from "./own-src.ts";
import type { Attachment } from "./shapes.ts";

/** One picture at a time over everything, with its description. Arrows move, Escape closes. */
export function Lightbox({
  images,
  at,
  onMove,
  onClose,
}: {
  images: readonly Attachment[];
  at: number;
  onMove(at: number): void;
  onClose(): void;
}) {
  const { t } = useLingui();
  const image = images[at];
  if (!image) return null;
  const move = (by: number) => onMove((at + by + images.length) % images.length);
  const place = `${at + 1} / ${images.length}`;
  return (
    <Modal.Root opened onClose={onClose} size="auto" padding={0} centered>
      <Modal.Overlay className={style.veil} />
      <Modal.Content
        aria-label={t`Picture`}
        classNames={{ content: style.box ?? "" }}
        onKeyDown={(event) => {
          if (event.key === "ArrowRight") move(1);
          if (event.key === "ArrowLeft") move(-1);
        }}
      >
        <figure>
          <img src={ownSrc(image.src ?? image.preview)} alt={image.alt ?? ""} />
          <figcaption>
            <span>{image.alt || t`Nobody described this picture.`}</span>
            {images.length > 1 && (
              <>
                <ActionIcon aria-label={t`Previous picture`} onClick={() => move(-1)}>
                  <IconChevronLeft size={18} stroke={1.7} />
                </ActionIcon>
                <span className="numbers">{place}</span>
                <ActionIcon aria-label={t`Next picture`} onClick={() => move(1)}>
                  <IconChevronRight size={18} stroke={1.7} />
                </ActionIcon>
              </>
            )}
            <ActionIcon aria-label={t`Close`} onClick={onClose} data-autofocus>
              <IconX size={18} stroke={1.7} />
            </ActionIcon>
          </figcaption>
        </figure>
      </Modal.Content>
    </Modal.Root>
  );
}
