import { useLingui } from "@lingui/react/macro";
import { Textarea, TextInput } from "@mantine/core";
import { IconLink, IconPhotoOff, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { Card } from "../../src/publishing/content.ts";
import { api, unwrap } from "../api/client.ts";
import { ownSrc } from "../inbox/own-src.ts";
import { toast } from "../shell/toasts.tsx";
import style from "./carried.module.css";
import type { Field } from "./doc.ts";
import { shownLink } from "./preview-text.tsx";

type Write = (field: Field, value: unknown) => void;

/** Offers to fetch the card of a link that stands in the words. */
export function CardOffer({ url, write }: { url: string; write: Write }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const fetchCard = async () => {
    setAsking(true);
    try {
      const { fileId, ...card } = await unwrap(api.POST("/link-cards", { body: { url } }));
      write("card", { ...card, ...(fileId ? { fileId } : {}) });
    } catch (error) {
      toast({ message: (error as Error).message, tone: "bad" });
    }
    setAsking(false);
  };
  const shown = shownLink(url, "bluesky");
  return (
    <button type="button" disabled={asking} onClick={() => void fetchCard()}>
      <IconLink size={16} stroke={1.7} />
      {asking ? t`Reading the page…` : t`Card for ${shown}`}
    </button>
  );
}

/** The card as it will stand, in fields. */
export function CardField({ card, locked, write }: { card: Card; locked: boolean; write: Write }) {
  const { t } = useLingui();
  const change = (part: Partial<Card>) => write("card", { ...card, ...part });
  const { fileId, ...bare } = card;
  return (
    <section className={style.field} aria-label={t`Link card`}>
      <header>
        <b>{t`Link card`}</b>
        <span className={style.address} translate="no">
          {shownLink(card.url, "bluesky")}
        </span>
        {!locked && (
          <button
            type="button"
            className={`${style.icon} ${style.last}`}
            aria-label={t`Remove the link card`}
            title={t`Remove`}
            onClick={() => write("card", null)}
          >
            <IconTrash size={17} stroke={1.6} />
          </button>
        )}
      </header>
      <div className={style.card}>
        {fileId && (
          <span className={style.thumb}>
            <img src={ownSrc(`/api/media/${fileId}`)} alt="" />
            {!locked && (
              <button
                type="button"
                className={`${style.icon} ${style.off}`}
                aria-label={t`Take the picture off the card`}
                title={t`Take the picture off the card`}
                onClick={() => write("card", bare)}
              >
                <IconPhotoOff size={16} stroke={1.7} />
              </button>
            )}
          </span>
        )}
        <div className={style.lines}>
          <TextInput
            label={t`Title`}
            value={card.title}
            maxLength={300}
            readOnly={locked}
            onChange={(event) => change({ title: event.target.value })}
          />
          <Textarea
            label={t`Description`}
            value={card.description}
            maxLength={1000}
            autosize
            maxRows={4}
            readOnly={locked}
            onChange={(event) => change({ description: event.target.value.replace(/[\r\n]+/g, " ") })}
          />
        </div>
      </div>
    </section>
  );
}
