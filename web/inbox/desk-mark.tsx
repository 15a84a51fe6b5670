import type { CSSProperties } from "react";
import chip from "./desk-chip.module.css";

/** A desk's colour, as it stands before its name in a choice. */
export const deskMark = (color: string) => (
  <span className={chip.chip}>
    <i style={{ "--desk": color } as CSSProperties} />
  </span>
);
