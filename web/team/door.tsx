import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { LanguageSwitch } from "../shell/language-switch.tsx";
import { usePageTitle } from "../shell/page.tsx";
import { Mark } from "../ui/mark.tsx";
import style from "./door.module.css";
import { Gathering } from "./gathering.tsx";

/** The ground of the screens before the app: who we are at the side, the one thing to do in the middle. */
export function Door({
  title,
  lead,
  foot,
  children,
}: {
  title: string;
  lead?: ReactNode;
  /** Another way to go, under the card. */
  foot?: ReactNode;
  children: ReactNode;
}) {
  usePageTitle(title);
  return (
    <div className={style.door}>
      <aside className={style.side}>
        <div className={style.brand}>
          <Mark size={34} />
          <span>Rapport</span>
        </div>
        <Gathering />
        <p className={style.creed}>
          <Trans>A close relation in which people understand each other; and an honest account of it.</Trans>
        </p>
      </aside>
      <main id="main" className={style.main} tabIndex={-1}>
        <div className={style.card}>
          <h1 className={style.title}>{title}</h1>
          {lead && <p className={style.lead}>{lead}</p>}
          <div className={style.body}>{children}</div>
          {foot && <div className={style.foot}>{foot}</div>}
        </div>
      </main>
      <LanguageSwitch className={style.languages} />
    </div>
  );
}
