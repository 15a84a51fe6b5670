import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { RelativeTime, useZone } from "../ui/time.tsx";
import style from "./channels.module.css";
import { type Channel, isImporting, type Stream } from "./channels-api.ts";
import { formatMoment, useChannelWords } from "./words.ts";

/** "Complete up to 14:02", or how far the first reading has come; and the gaps that are left. */
export function Completeness({ channel }: { channel: Channel }) {
  const { t, i18n } = useLingui();
  const zone = useZone();
  const gaps = channel.gaps.filter(({ filledAt }) => !filledAt).length;
  const upTo = channel.completeTo && formatMoment(channel.completeTo, i18n.locale, zone, new Date());
  const failing = channel.streams.find(({ failingSince }) => failingSince)?.failingSince;
  return (
    <div className={style.completeness}>
      {isImporting(channel) ? (
        <Importing streams={channel.streams} />
      ) : upTo ? (
        <p>
          <Trans>
            Complete up to <b className="numbers">{upTo}</b>
          </Trans>
        </p>
      ) : (
        <p className={style.faint}>
          <Trans>Not read yet</Trans>
        </p>
      )}
      {failing && channel.status === "active" && (
        <p className={style.warn}>
          <Trans>
            The network has not answered as it should since <RelativeTime at={failing} />. We keep asking;
            nothing is lost.
          </Trans>
        </p>
      )}
      {gaps > 0 && <p className={style.warn}>{t`${plural(gaps, { one: "# gap", other: "# gaps" })}`}</p>}
    </div>
  );
}

/** One line for each stream whose past is still being read. */
function Importing({ streams }: { streams: readonly Stream[] }) {
  const { t } = useLingui();
  const open = streams.filter(({ firstPassDone }) => !firstPassDone);
  if (open.length === 0)
    return (
      <p className={style.faint}>
        <Trans>About to begin…</Trans>
      </p>
    );
  return (
    <ul className={style.imports} aria-label={t`First import`}>
      {open.map((stream) => (
        <ImportLine key={stream.name} stream={stream} />
      ))}
    </ul>
  );
}

function ImportLine({ stream }: { stream: Stream }) {
  const { t, i18n } = useLingui();
  const zone = useZone();
  const words = useChannelWords();
  const { progress, arrived, reached } = stream;
  const name = words.stream(stream.name);
  const number = new Intl.NumberFormat(i18n.locale);
  const done = number.format(progress?.done ?? arrived);
  const of = progress && number.format(progress.of);
  const day = new Intl.DateTimeFormat(i18n.locale, { day: "numeric", month: "long", timeZone: zone });
  const date = reached && day.format(new Date(reached));
  return (
    <li>
      <span className="numbers">
        {of ? (
          <Trans>
            {name}: {done} of {of} read
          </Trans>
        ) : (
          <Trans>
            {name}: {done} read
          </Trans>
        )}
        {date && (
          <>
            {", "}
            <Trans>back to {date}</Trans>
          </>
        )}
      </span>
      <progress
        className={style.bar}
        {...(progress ? { value: Math.min(progress.done, progress.of), max: Math.max(1, progress.of) } : {})}
        aria-label={t`Reading ${name}`}
      />
    </li>
  );
}
