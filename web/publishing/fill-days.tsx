import type { ReactNode } from "react";
import { useWords } from "../calendar/words.ts";
import { byDay } from "./evergreen-fill.ts";
import style from "./fill-dialog.module.css";

/** Rows under the days on which they stand. */
export function FillDays<T extends { at: string }>({
  rows,
  zone,
  children,
}: {
  rows: readonly T[];
  zone: string;
  children(row: T): ReactNode;
}) {
  const { dayName } = useWords(zone);
  return (
    <div className={style.days}>
      {byDay(rows, zone).map(([day, there]) => (
        <section key={day} aria-labelledby={`fill-${day}`}>
          <h3 id={`fill-${day}`}>{dayName(there[0]?.at ?? "")}</h3>
          <ul className={style.rows}>{there.map(children)}</ul>
        </section>
      ))}
    </div>
  );
}
