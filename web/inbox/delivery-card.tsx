import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconHandStop,
  IconQuestionMark,
  IconX,
} from "@tabler/icons-react";
import { useState } from "react";
import { queryClient } from "../api/query.ts";
import { toast } from "../shell/toasts.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { networkName } from "../ui/network.tsx";
import { RelativeTime } from "../ui/time.tsx";
import { askOf } from "./ask.ts";
import style from "./delivery-card.module.css";
import type { Names } from "./names.ts";
import { ownSrc } from "./own-src.ts";
import { ReasonList } from "./reason-list.tsx";
import { safeHref } from "./safe-spans.ts";
import type { Delivery, May } from "./shapes.ts";

const icons = {
  held: IconHandStop,
  scheduled: IconClock,
  sending: IconClock,
  sent: IconCheck,
  failed: IconAlertTriangle,
  unknown: IconQuestionMark,
  cancelled: IconX,
};

/** A reply of ours on its way out, until it comes back from the network as a message: where it is, what one can do. */
export function DeliveryCard({ delivery, names }: { delivery: Delivery; names: Names }) {
  const { t } = useLingui();
  const { status } = delivery;
  const author = names.teammate(delivery.userId);
  const name = author?.name ?? t`A teammate`;
  const network = networkName(names.channel(delivery.channelId)?.network ?? "");
  const url = safeHref(delivery.url);
  const releaser = names.teammate(delivery.override?.by ?? null)?.name ?? t`a lead`;
  const Icon = icons[status];
  const state: Record<Delivery["status"], string> = {
    held: t`Held: it waits for a lead's word`,
    scheduled: t`It goes out in a moment`,
    sending: t`On its way to ${network}`,
    sent: t`Sent`,
    failed: t`Not sent`,
    unknown: t`Sent, perhaps`,
    cancelled: t`Taken back before it went out`,
  };
  return (
    <article className={style.card} data-status={status} aria-label={t`Reply by ${name}: ${state[status]}`}>
      <Avatar name={name} image={ownSrc(author?.portrait)} seed={delivery.userId} size={32} />
      <div className={style.sheet}>
        <header className={style.head}>
          <b>{name}</b>
          <span className={style.when}>
            <RelativeTime at={delivery.sentAt ?? delivery.createdAt} />
          </span>
        </header>
        <p className={style.text}>{delivery.text}</p>
        <p className={style.state} role="status">
          <Icon size={15} stroke={1.9} />
          <span>{state[status]}</span>
          {url && (
            <a href={url} target="_blank" rel="noopener noreferrer">
              {t`See it on ${network}`}
            </a>
          )}
        </p>
        {status === "unknown" && (
          <p className={style.advice}>
            {t`The network gave no answer, so it may or may not be there. It is not sent again by itself: look on ${network}, then say what you saw.`}
          </p>
        )}
        {delivery.fault && (status === "failed" || status === "unknown") && (
          <p className={style.advice}>
            {delivery.fault.message} {delivery.fault.advice}
          </p>
        )}
        {status === "held" && <ReasonList reasons={delivery.reasons} />}
        {delivery.override && (
          <p className={style.advice}>{t`Let out by ${releaser}: ${delivery.override.reason}`}</p>
        )}
        <Ways
          delivery={delivery}
          onDone={() =>
            void queryClient.invalidateQueries({ queryKey: ["deliveries", delivery.conversationId] })
          }
        />
      </div>
    </article>
  );
}

/** What this person may do about it; the server says which. */
export function Ways({
  delivery,
  onDone,
}: {
  delivery: Pick<Delivery, "id" | "may">;
  /** It is otherwise now. */
  onDone(): void;
}) {
  const { t } = useLingui();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const act = async (path: string, body?: unknown) => {
    setBusy(true);
    try {
      await askOf("post", `/deliveries/{id}/${path}`, delivery.id, body ?? {});
    } catch (error) {
      toast({ message: (error as Error).message, tone: "bad" });
    } finally {
      setBusy(false);
      setAsking(false);
      onDone();
    }
  };
  const ways: Record<May, { label: string; run: () => void; main?: boolean }> = {
    release: { label: t`Let it go out…`, run: () => setAsking(true), main: true },
    retry: { label: t`Try again`, run: () => void act("retry"), main: true },
    "say-sent": { label: t`It is there`, run: () => void act("resolution", { sent: true }) },
    "say-not-sent": { label: t`It is not there`, run: () => void act("resolution", { sent: false }) },
    cancel: { label: t`Take it back`, run: () => void act("cancellation") },
  };
  if (delivery.may.length === 0) return null;
  if (asking)
    return (
      <form
        className={style.ways}
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== "") void act("release", { reason: reason.trim() });
        }}
      >
        <input
          className={style.reason}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          aria-label={t`Why it may go out`}
          placeholder={t`Why it may go out`}
          maxLength={2000}
          // biome-ignore lint/a11y/noAutofocus: it was just asked for
          autoFocus
        />
        <Button type="submit" size="xs" loading={busy} disabled={reason.trim() === ""}>
          {t`Let it go out`}
        </Button>
        <Button variant="subtle" size="xs" onClick={() => setAsking(false)}>
          {t`Cancel`}
        </Button>
      </form>
    );
  return (
    <div className={style.ways}>
      {delivery.may.map((way) => (
        <Button
          key={way}
          size="xs"
          variant={ways[way].main ? "light" : "default"}
          disabled={busy}
          onClick={ways[way].run}
        >
          {ways[way].label}
        </Button>
      ))}
    </div>
  );
}
