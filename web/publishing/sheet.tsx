import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { type Language, languages, speak } from "../i18n.ts";
import { Mark } from "../ui/mark.tsx";
import style from "./review-screen.module.css";

/** A page for somebody without an account: whose it is, and the language. */
export function Sheet({ workspace, children }: { workspace?: string; children: ReactNode }) {
  const { t, i18n } = useLingui();
  return (
    <div className={style.page}>
      <header className={style.top}>
        <span className={style.brand}>
          <Mark size={22} />
          <b>{workspace ?? "Rapport"}</b>
        </span>
        <nav aria-label={t`Language`}>
          {(Object.keys(languages) as Language[]).map((code) => (
            <button
              key={code}
              type="button"
              lang={code}
              aria-pressed={i18n.locale === code}
              onClick={() => void speak(code)}
            >
              {languages[code]}
            </button>
          ))}
        </nav>
      </header>
      <main id="main" className={style.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
