import style from "./desk-dot.module.css";

/** A desk's colour beside its name; the name says it, the colour only helps. */
export function DeskDot({ color }: { color: string }) {
  return <i className={style.dot} style={{ background: color }} aria-hidden="true" />;
}
