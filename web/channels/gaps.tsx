import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { toast } from "../shell/toasts.tsx";
import { useZone } from "../ui/time.tsx";
import style from "./channels.module.css";
import type { Channel } from "./channels-api.ts";
import { formatMoment, useChannelWords } from "./words.ts";

/** Stretches of time of which something may be missing, each with its reason; and the way to try once more. */
export function Gaps({ channel, lead }: { channel: Channel; lead: boolean }) {
  const { i18n, t } = useLingui();
  const zone = useZone();
  const words = useChannelWords();
  const now = new Date();
  const refill = useMutation({
    mutationFn: () => unwrap(api.POST("/channels/{id}/refill", { params: { path: { id: channel.id } } })),
    onSuccess: () =>
      toast({ message: t`Reading it again from the beginning. Nothing is doubled.`, tone: "good" }),
    onError: (error) => toast({ message: error.message, tone: "bad" }),
  });
  if (channel.gaps.length === 0) return null;
  return (
    <section aria-labelledby="gaps">
      <h2 id="gaps">
        <Trans>Gaps</Trans>
      </h2>
      <ul className={style.gaps}>
        {channel.gaps.map((gap) => {
          const since = formatMoment(gap.since, i18n.locale, zone, now);
          const until = formatMoment(gap.until, i18n.locale, zone, now);
          return (
            <li key={gap.id} data-filled={gap.filledAt !== null}>
              <b className="numbers">
                {since} – {until}
              </b>{" "}
              <span className={style.faint}>{words.stream(gap.stream)}</span>
              <p>{gap.filledAt ? t`Filled since.` : gap.why}</p>
            </li>
          );
        })}
      </ul>
      {lead && channel.status === "active" && (
        <Button variant="default" loading={refill.isPending} onClick={() => refill.mutate()}>
          <Trans>Try to fill them</Trans>
        </Button>
      )}
    </section>
  );
}
