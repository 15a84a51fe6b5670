import { type ReactNode, useEffect } from "react";
import style from "./page.module.css";

/** The title of the browser's tab: "Channels · Rapport". `count` puts "(3)" before it. */
export function usePageTitle(title: string, count = 0): void {
  useEffect(() => {
    document.title = `${count > 0 ? `(${count}) ` : ""}${title} · Rapport`;
  }, [title, count]);
}

/**
 * An ordinary screen: title, an optional line under it, actions at the right, then the content in a readable measure.
 * `wide` lets the content take the whole width. Screens with panes of their own (the inbox) use `usePageTitle` alone.
 */
export function Page({
  title,
  back,
  lead,
  actions,
  wide = false,
  children,
}: {
  title: string;
  /** The way to the screen above this one, over the title. */
  back?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  usePageTitle(title);
  return (
    <div className={style.page} data-wide={wide}>
      <header className={style.head}>
        <div>
          {back && <p className={style.back}>{back}</p>}
          <h1>{title}</h1>
          {lead && <p className={style.lead}>{lead}</p>}
        </div>
        {actions && <div className={style.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
