import type { ReactNode } from "react";
import type { Tone } from "./note.tsx";
import style from "./tag.module.css";

/** A small label: a status, a desk, a priority. Colour never says it alone; the word does. */
export function Tag({ tone = "plain", children }: { tone?: Tone | "accent"; children: ReactNode }) {
  return (
    <span className={style.tag} data-tone={tone}>
      {children}
    </span>
  );
}
