import type { ReactNode } from "react";
import style from "./note.module.css";

export type Tone = "plain" | "info" | "good" | "warn" | "bad";

/** A sentence or two that stand apart: what is the matter and what one can do. */
export function Note({
  tone = "plain",
  title,
  actions,
  children,
}: {
  tone?: Tone;
  title?: string;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={style.note} data-tone={tone}>
      <div className={style.text}>
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
      {actions && <div className={style.actions}>{actions}</div>}
    </div>
  );
}
