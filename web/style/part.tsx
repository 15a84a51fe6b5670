import type { ReactNode } from "react";
import style from "./style-screen.module.css";

/** One section of the living page. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={style.part}>
      <h2>{title}</h2>
      <div className={style.body}>{children}</div>
    </section>
  );
}
