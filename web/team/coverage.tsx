import { Trans, useLingui } from "@lingui/react/macro";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useSession } from "../shell/session.ts";
import style from "./coverage.module.css";
import { DeskDot } from "./desk-dot.tsx";
import { desksQuery, type Teammate } from "./team-api.ts";
import { coverage, coveredHours, slotMinutes, stretches, timeOf, weekdays } from "./week.ts";
import { zoneName } from "./zones.ts";

interface Row {
  id: string;
  name: string;
  color: string | undefined;
  week: number[][];
}

/** The week's hours in which at least one teammate of each desk is there, and so those in which nobody is. */
export function Coverage({ teammates }: { teammates: Teammate[] }) {
  const { t, i18n } = useLingui();
  const zone = useSession().workspace.timeZone;
  const { data: desks } = useSuspenseQuery(desksQuery());
  const rows = useMemo((): Row[] => {
    const now = new Date();
    const at = (people: Teammate[]) =>
      coverage(
        people.map(({ hours, timeZone }) => ({ hours, zone: timeZone })),
        zone,
        now,
      );
    return [
      { id: "all", name: t`Anybody`, color: undefined, week: at(teammates) },
      ...desks.map(({ id, name, color }) => ({
        id,
        name,
        color,
        week: at(teammates.filter(({ deskIds }) => deskIds.includes(id))),
      })),
    ];
  }, [teammates, desks, zone, t]);
  const alone = 168 - coveredHours(rows[0]?.week ?? []);
  // 2024 began on a Monday.
  const dayName = (day: number, weekday: "short" | "long") =>
    new Intl.DateTimeFormat(i18n.locale, { weekday, timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + day));
  const place = zoneName(zone);
  return (
    <section className={style.section} aria-labelledby="coverage">
      <h2 id="coverage">
        <Trans>When somebody is there</Trans>
      </h2>
      <p className={style.lead}>
        <Trans>
          This week in {place}, from midnight to midnight. In {alone} of 168 hours the community may speak and
          nobody is there.
        </Trans>
      </p>
      <div className={style.scroll}>
        <table className={style.table}>
          <thead>
            <tr>
              <th scope="col">
                <Trans>Desk</Trans>
              </th>
              {weekdays.map((key, day) => (
                <th key={key} scope="col">
                  <abbr title={dayName(day, "long")}>{dayName(day, "short")}</abbr>
                </th>
              ))}
              <th scope="col" className={style.sum}>
                <Trans>Hours</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, name, color, week }) => (
              <tr key={id} data-all={id === "all"}>
                <th scope="row">
                  <span className={style.desk}>
                    {color && <DeskDot color={color} />}
                    {name}
                  </span>
                </th>
                {week.map((day, index) => (
                  <td key={weekdays[index]}>
                    <Day day={day} color={color} />
                  </td>
                ))}
                <td className={`${style.sum} numbers`}>{coveredHours(week)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Day({ day, color }: { day: number[]; color: string | undefined }) {
  const { t } = useLingui();
  const found = stretches(day);
  const said = found.map(({ from, to }) => `${timeOf(from)}–${timeOf(to)}`).join(", ") || t`nobody`;
  const whole = (day.length * slotMinutes) / 100;
  return (
    <span className={style.day} title={said}>
      <span className="visually-hidden">{said}</span>
      {found.map(({ from, to }) => (
        <i
          key={from}
          style={{
            left: `${from / whole}%`,
            width: `${(to - from) / whole}%`,
            ...(color ? { background: color } : {}),
          }}
        />
      ))}
    </span>
  );
}
