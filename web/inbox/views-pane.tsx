import { useLingui } from "@lingui/react/macro";
import {
  IconArchive,
  IconClockPause,
  IconHourglass,
  IconInbox,
  IconStar,
  IconUser,
  IconUserQuestion,
  IconUsers,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type CSSProperties, lazy, type ReactNode, Suspense } from "react";
import { Health } from "./health.tsx";
import { useNames } from "./names.ts";
import type { Place } from "./place.ts";
import { summaryQuery, viewsQuery } from "./queries.ts";
import { filtersOf, type InboxSearch, standingViews } from "./question.ts";
import style from "./views-pane.module.css";
import { viewWords } from "./words.ts";

const ViewMenu = lazy(() => import("./view-menu.tsx").then((m) => ({ default: m.ViewMenu })));

const icons = {
  open: IconInbox,
  mine: IconUser,
  unassigned: IconUserQuestion,
  waiting: IconHourglass,
  snoozed: IconClockPause,
  closed: IconArchive,
};
/** The server stops counting at a thousand. */
export const capped = (count: number): string => (count >= 1000 ? "999+" : String(count));

/** Left pane: the standing views, the desks, saved views, and at its foot how complete the channels are. */
export function ViewsPane({ place, onGo }: { place: Place; onGo?: () => void }) {
  const { t, i18n } = useLingui();
  const names = useNames();
  const summary = useQuery(summaryQuery).data;
  const views = useQuery(viewsQuery).data ?? [];
  const filters = filtersOf(place.search);
  const plain = Object.keys(filters).length === 0;
  const here = (view: string, desk?: string) =>
    place.view === view && (desk ? filters.desk === desk : view !== "open" || plain || !filters.desk);
  const entry = (
    key: string,
    to: { view: string; search?: InboxSearch },
    mark: ReactNode,
    name: string,
    count: number | undefined,
    more?: ReactNode,
    beside?: ReactNode,
  ) => (
    <li key={key} className={style.entry} data-saved={beside !== undefined}>
      <Link
        to="/inbox/$view"
        params={{ view: to.view }}
        search={to.search ?? {}}
        className={style.link}
        aria-current={here(to.view, to.search?.desk) ? "page" : undefined}
        {...(onGo ? { onClick: onGo } : {})}
      >
        <span className={style.icon}>{mark}</span>
        <span className={style.name}>{name}</span>
        {more}
        {count !== undefined && count > 0 && <span className={style.count}>{capped(count)}</span>}
      </Link>
      {beside}
    </li>
  );
  return (
    <nav className={style.pane} aria-label={t`Desks and views`}>
      <ul>
        {standingViews.map((view) => {
          const Icon = icons[view];
          const count = view === "closed" ? undefined : summary?.counts[view];
          return entry(view, { view }, <Icon size={17} stroke={1.6} />, i18n._(viewWords[view]), count);
        })}
      </ul>
      {summary && summary.desks.length > 0 && (
        <section>
          <h2 className={style.heading}>{t`Desks`}</h2>
          <ul>
            {summary.desks.map(({ deskId, open, waiting }) => {
              const desk = names.desk(deskId);
              if (!desk) return null;
              const square = <i className={style.desk} style={{ "--desk": desk.color } as CSSProperties} />;
              const waits = waiting > 0 && (
                <span className={style.waiting} title={t`${capped(waiting)} waiting`}>
                  <span className="visually-hidden">{t`${capped(waiting)} waiting`}</span>
                  <span aria-hidden="true">{capped(waiting)}</span>
                </span>
              );
              return entry(
                deskId,
                { view: "open", search: { desk: deskId } },
                square,
                desk.name,
                open,
                waits,
              );
            })}
          </ul>
        </section>
      )}
      {views.length > 0 && (
        <section>
          <h2 className={style.heading}>{t`Saved views`}</h2>
          <ul>
            {views.map((view) =>
              entry(
                view.id,
                { view: view.id },
                view.shared ? <IconUsers size={17} stroke={1.6} /> : <IconStar size={17} stroke={1.6} />,
                view.name,
                summary?.views.find((one) => one.id === view.id)?.open,
                undefined,
                <Suspense>
                  <ViewMenu view={view} />
                </Suspense>,
              ),
            )}
          </ul>
        </section>
      )}
      <Health digests={summary?.channels ?? []} names={names} />
    </nav>
  );
}
