import type { ReactNode } from "react";
import { usePageTitle } from "../shell/page.tsx";
import style from "./settings.module.css";

/** One page of the settings: its title, a line on what it is for, its parts. */
export function Pane({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  usePageTitle(title);
  return (
    <div className={style.pane}>
      <header>
        <h1>{title}</h1>
        {lead && <p className={style.lead}>{lead}</p>}
      </header>
      {children}
    </div>
  );
}

export function Part({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <section className={style.part}>
      <h2>{title}</h2>
      {lead && <p className={style.lead}>{lead}</p>}
      <div className={style.body}>{children}</div>
    </section>
  );
}
