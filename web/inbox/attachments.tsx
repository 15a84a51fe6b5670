import { useLingui } from "@lingui/react/macro";
import { IconFile } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import style from "./attachments.module.css";
import { ownSrc } from "./own-src.ts";
import { safeHref } from "./safe-spans.ts";
import { Link } from "./safe-text.tsx";
import type { Attachment } from "./shapes.ts";

const Lightbox = lazy(() => import("./lightbox.tsx").then((m) => ({ default: m.Lightbox })));

/** "840 bytes", "1.2 MB": bytes in powers of 1000, in the person's own writing. */
export function formatBytes(bytes: number, language: string): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const step = Math.min(3, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: units[step] ?? "byte",
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}

/** Pictures in a grid, sound and film with their controls, files to fetch, cards of pages linked to. */
export function Attachments({ attachments }: { attachments: readonly Attachment[] }) {
  const { t, i18n } = useLingui();
  const [at, setAt] = useState<number>();
  const images = attachments.filter((one) => one.kind === "image");
  const others = attachments.filter((one) => one.kind !== "image");
  return (
    <>
      {images.length > 0 && (
        <div className={style.grid} data-count={Math.min(images.length, 4)}>
          {images.map((image, index) => (
            <button
              key={image.index}
              type="button"
              className={style.picture}
              data-described={image.alt ? t`ALT` : undefined}
              onClick={() => setAt(index)}
              aria-label={image.alt ? t`Open the picture: ${image.alt}` : t`Open the picture (not described)`}
            >
              <img
                src={ownSrc(image.preview ?? image.src)}
                alt=""
                loading="lazy"
                width={image.width ?? undefined}
                height={image.height ?? undefined}
              />
            </button>
          ))}
        </div>
      )}
      {others.map((one) => {
        const href = safeHref(one.href);
        if (one.kind === "video")
          return (
            // biome-ignore lint/a11y/useMediaCaption: the network gives none
            <video key={one.index} className={style.film} controls preload="none" src={ownSrc(one.src)} />
          );
        if (one.kind === "audio")
          return (
            // biome-ignore lint/a11y/useMediaCaption: the network gives none
            <audio key={one.index} className={style.film} controls preload="none" src={ownSrc(one.src)} />
          );
        if (one.kind === "link")
          return (
            href && (
              <div key={one.index} className={style.card}>
                <Link href={href}>
                  <b>{one.name || href}</b>
                  <span>{new URL(href).hostname}</span>
                </Link>
              </div>
            )
          );
        const name = one.name || t`File`;
        return (
          <a key={one.index} className={style.file} href={ownSrc(one.src)} download={one.name ?? true}>
            <IconFile size={17} stroke={1.6} />
            <span>{name}</span>
            {one.bytes !== null && <small>{formatBytes(one.bytes, i18n.locale)}</small>}
          </a>
        );
      })}
      <Suspense>
        {at !== undefined && (
          <Lightbox images={images} at={at} onMove={setAt} onClose={() => setAt(undefined)} />
        )}
      </Suspense>
    </>
  );
}
