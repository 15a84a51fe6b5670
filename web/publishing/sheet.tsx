import type { ReactNode } from "react";
import { LanguageSwitch } from "../shell/language-switch.tsx";
import { Mark } from "../ui/mark.tsx";
import style from "./review-screen.module.css";

/** A page for somebody without an account: whose it is, and the language. */
export function Sheet({ workspace, children }: { workspace?: string; children: ReactNode }) {
  return (
    <div className={style.page}>
      <header className={style.top}>
        <span className={style.brand}>
          <Mark size={22} />
          <b>{workspace ?? "Rapport"}</b>
        </span>
        <LanguageSwitch />
      </header>
      <main id="main" className={style.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
