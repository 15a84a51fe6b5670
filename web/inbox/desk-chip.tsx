import type { CSSProperties } from "react";
import style from "./desk-chip.module.css";
import type { Desk } from "./shapes.ts";

/** A desk's name with its own colour as a small square, so that the words keep their contrast. */
export function DeskChip({ desk }: { desk: Desk }) {
  return (
    <span className={style.chip}>
      <i style={{ "--desk": desk.color } as CSSProperties} />
      {desk.name}
    </span>
  );
}
