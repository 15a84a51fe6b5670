import { useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import {
  IconArchive,
  IconClockPause,
  IconDots,
  IconHourglass,
  IconInbox,
  IconStar,
  IconUser,
  IconUserQuestion,
  IconUsers,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { CSSProperties, ReactNode } from "react";
import { queryClient } from "../api/query.ts";
import { toast } from "../shell/toasts.tsx";
import { askOf } from "./ask.ts";
import { dialog } from "./dialogs.ts";
import { Health } from "./health.tsx";
import { useNames } from "./names.ts";
import type { Place } from "./place.ts";
import { summaryQuery, viewsQuery } from "./queries.ts";
import { filtersOf, type InboxSearch, standingViews } from "./question.ts";
import type { View } from "./shapes.ts";
import style from "./views-pane.module.css";
import { viewWords } from "./words.ts";

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
  ) => (
    <li key={key} className={style.entry}>
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
            {views.map((view) => (
              <div key={view.id} className={style.saved} role="presentation">
                {entry(
                  view.id,
                  { view: view.id },
                  view.shared ? <IconUsers size={17} stroke={1.6} /> : <IconStar size={17} stroke={1.6} />,
                  view.name,
                  summary?.views.find((one) => one.id === view.id)?.open,
                )}
                <ViewMenu view={view} />
              </div>
            ))}
          </ul>
        </section>
      )}
      <Health digests={summary?.channels ?? []} names={names} />
    </nav>
  );
}

function ViewMenu({ view }: { view: View }) {
  const { t } = useLingui();
  const { role } = useNames();
  const lead = role === "owner" || role === "lead";
  if (view.shared && !lead) return null;
  const tell = (error: unknown) => toast({ message: (error as Error).message, tone: "bad" });
  const again = () => {
    void queryClient.invalidateQueries({ queryKey: ["views"] });
    void queryClient.invalidateQueries({ queryKey: ["summary"] });
  };
  const remove = async () => {
    await askOf("delete", "/views/{id}", view.id);
    again();
    toast({
      message: t`The view “${view.name}” is gone.`,
      action: {
        label: t`Undo`,
        run: async () => {
          const { id: _id, ...draft } = view;
          await askOf("post", "/views", "", draft).catch(tell);
          again();
        },
      },
    });
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className={style.more} aria-label={t`More about ${view.name}`}>
          <IconDots size={15} stroke={1.8} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => dialog.set({ kind: "change-view", id: view.id })}>{t`Rename…`}</Menu.Item>
        {lead && (
          <Menu.Item
            onClick={() =>
              void askOf("patch", "/views/{id}", view.id, { shared: !view.shared }).then(again, tell)
            }
          >
            {view.shared ? t`Keep to myself` : t`Share with everybody`}
          </Menu.Item>
        )}
        <Menu.Item onClick={() => void remove().catch(tell)}>{t`Remove`}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
