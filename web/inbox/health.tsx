import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { NetworkGlyph } from "../ui/network.tsx";
import { useZone } from "../ui/time.tsx";
import { formatClock } from "./clock-words.ts";
import style from "./health.module.css";
import type { Names } from "./names.ts";
import type { ChannelDigest } from "./shapes.ts";

/** "Complete up to 14:02", channel by channel: what arrived, what is missing, what a person has to do. */
export function Health({ digests, names }: { digests: readonly ChannelDigest[]; names: Names }) {
  const { t } = useLingui();
  if (digests.length === 0) return null;
  return (
    <section className={style.health} aria-label={t`How complete the inbox is`}>
      <ul>
        {digests.map((digest) => (
          <OneChannel key={digest.id} digest={digest} names={names} />
        ))}
      </ul>
    </section>
  );
}

function OneChannel({ digest, names }: { digest: ChannelDigest; names: Names }) {
  const { t, i18n } = useLingui();
  const zone = useZone();
  const channel = names.channel(digest.id);
  const broken = digest.status === "needs-you";
  const { progress, completeTo, gaps } = digest;
  const number = (value: number) => new Intl.NumberFormat(i18n.locale).format(value);
  const clock = completeTo && formatClock(new Date(completeTo), new Date(), i18n.locale, zone);
  const state = broken
    ? (digest.fault?.advice ?? digest.fault?.message ?? t`It needs you.`)
    : digest.status === "paused"
      ? t`Paused`
      : clock
        ? t`Complete up to ${clock}`
        : progress
          ? t`Reading the past: ${number(progress.done)} of ${number(progress.of)}`
          : t`Reading the past…`;
  return (
    <li data-state={broken ? "bad" : gaps > 0 ? "warn" : "good"}>
      <Link to={`/channels/${digest.id}` as "/"} className={style.channel}>
        <NetworkGlyph network={channel?.network ?? ""} size={14} labelled />
        <span className={style.words}>
          <span className={style.name}>
            {(channel?.network === "feed" ? channel.name : channel?.handle) || channel?.name || t`Channel`}
          </span>
          <span className={style.state}>{state}</span>
          {gaps > 0 && <span className={style.gaps}>{plural(gaps, { one: "# gap", other: "# gaps" })}</span>}
          {progress && !clock && !broken && (
            <progress max={progress.of} value={progress.done} aria-label={t`Reading the past`} />
          )}
        </span>
      </Link>
    </li>
  );
}
