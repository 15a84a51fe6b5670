import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useZone } from "../ui/time.tsx";
import style from "./channels.module.css";
import type { Channel } from "./channels-api.ts";
import { formatMoment, useChannelWords } from "./words.ts";

/** Each stream of a channel: complete up to when, and its last fault. */
export function Streams({ channel }: { channel: Channel }) {
  const { i18n, t } = useLingui();
  const zone = useZone();
  const words = useChannelWords();
  const number = new Intl.NumberFormat(i18n.locale);
  const { waiting, failed } = channel.arrivals;
  if (channel.streams.length === 0) return null;
  return (
    <>
      <table className={style.table}>
        <caption className="visually-hidden">{t`Streams of this channel`}</caption>
        <thead>
          <tr>
            <th scope="col">
              <Trans>What</Trans>
            </th>
            <th scope="col">
              <Trans>Complete up to</Trans>
            </th>
            <th scope="col" className={style.figure}>
              <Trans>Arrived</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {channel.streams.map((stream) => (
            <tr key={stream.name}>
              <th scope="row">
                {words.stream(stream.name)}
                {stream.fault && <p className={style.warn}>{stream.fault.message}</p>}
              </th>
              <td className="numbers">
                {stream.completeTo ? (
                  formatMoment(stream.completeTo, i18n.locale, zone, new Date())
                ) : (
                  <Trans>being read</Trans>
                )}
              </td>
              <td className={`${style.figure} numbers`}>{number.format(stream.arrived)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {waiting > 0 && (
        <p className={style.faint}>
          {t`${plural(waiting, {
            one: "# arrival is being turned into a conversation.",
            other: "# arrivals are being turned into conversations.",
          })}`}
        </p>
      )}
      {failed > 0 && (
        <p className={style.warn}>
          {t`${plural(failed, {
            one: "# arrival could not be understood.",
            other: "# arrivals could not be understood.",
          })}`}{" "}
          <Trans>They are kept as they came and are read again with the next version.</Trans>
        </p>
      )}
    </>
  );
}
