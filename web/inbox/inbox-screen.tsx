import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef } from "react";
import { announce } from "../shell/announce.tsx";
import { usePageTitle } from "../shell/page.tsx";
import { dialog, searchOpen, viewsOpen } from "./dialogs.ts";
import style from "./inbox-screen.module.css";
import type { ListHandle } from "./list.tsx";
import { ListPane } from "./list-pane.tsx";
import { useInboxLive } from "./live.ts";
import { useNames } from "./names.ts";
import { usePlace } from "./place.ts";
import { summaryQuery, viewsQuery } from "./queries.ts";
import { isStanding } from "./question.ts";
import { useActions } from "./use-actions.tsx";
import { useChoosing } from "./use-choosing.ts";
import { useList } from "./use-list.ts";
import { ViewsPane } from "./views-pane.tsx";
import { viewWords } from "./words.ts";

const thread = () => import("./thread.tsx");
const noThread = () => import("./no-thread.tsx");
const dialogs = () => import("./dialog-host.tsx");
const drawer = () => import("./views-drawer.tsx");
const searching = () => import("../search/search-dialog.tsx");
const parts = [
  thread,
  () => import("./composer.tsx"),
  dialogs,
  searching,
  () => import("../people/person-pane.tsx"),
  drawer,
];
const Thread = lazy(() => thread().then((m) => ({ default: m.Thread })));
const NoThread = lazy(() => noThread().then((m) => ({ default: m.NoThread })));
const ThreadWaiting = lazy(() => noThread().then((m) => ({ default: m.ThreadWaiting })));
const Dialogs = lazy(() => dialogs().then((m) => ({ default: m.Dialogs })));
const ViewsDrawer = lazy(() => drawer().then((m) => ({ default: m.ViewsDrawer })));
const SearchDialog = lazy(() => searching().then((m) => ({ default: m.SearchDialog })));

/** The inbox: views, the list, and the thread with the person beside it. On a phone one of them at a time. */
export function InboxScreen() {
  const { t, i18n } = useLingui();
  const place = usePlace();
  const names = useNames();
  const list = useList(place);
  const choosing = useChoosing(list.rows, list.key, place.conversationId);
  const listRef = useRef<ListHandle>(null);
  const views = useQuery(viewsQuery).data ?? [];
  const open = useQuery(summaryQuery).data?.counts.open ?? 0;
  const asked = dialog.use();
  const searches = searchOpen.use();
  const choosesView = viewsOpen.use();

  const desk = place.search.desk && names.desk(place.search.desk)?.name;
  const view = isStanding(place.view)
    ? i18n._(viewWords[place.view])
    : (views.find((one) => one.id === place.view)?.name ?? t`Saved view`);
  const title = desk && place.view === "open" ? desk : desk ? `${desk} · ${view}` : view;
  const shown = list.rows.find((row) => row.id === place.conversationId);
  const about = shown?.subject || shown?.person?.name || t`Conversation`;
  usePageTitle(place.conversationId ? about : title, open >= 1000 ? 0 : open);
  useInboxLive(names.me);
  useActions({ place, names, list, choosing, listRef });
  useNewcomers(list.rows[0]?.id, list.key);
  useReadiness();

  return (
    <div className={style.inbox}>
      <h1 className="visually-hidden">{t`Inbox: ${title}`}</h1>
      <div className={style.panes} data-open={place.conversationId !== undefined}>
        <div className={style.views}>
          <ViewsPane place={place} />
        </div>
        <ListPane ref={listRef} title={title} place={place} list={list} names={names} choosing={choosing} />
        <div className={style.stage}>
          <Suspense fallback={place.conversationId ? <ThreadWaiting /> : null}>
            {place.conversationId ? (
              <Thread
                key={place.conversationId}
                id={place.conversationId}
                place={place}
                names={names}
                onBack={() => {
                  place.close();
                  setTimeout(() => listRef.current?.focus());
                }}
                onNext={() => {
                  const next = choosing.step(1);
                  if (next && next.row.id !== place.conversationId)
                    place.open(next.row.id, { instead: true });
                  else place.close();
                }}
              />
            ) : (
              // An empty list says what to do; one empty state is enough.
              list.rows.length > 0 && <NoThread />
            )}
          </Suspense>
        </div>
      </div>
      <Suspense>
        {asked && <Dialogs asked={asked} names={names} place={place} onDone={choosing.clear} />}
        {searches && <SearchDialog place={place} names={names} />}
        {choosesView && <ViewsDrawer place={place} />}
      </Suspense>
    </div>
  );
}

/** Fetches what will be needed once there is time, so that a key answers at once and the inbox works offline. */
function useReadiness(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const load of parts) void load().catch(() => undefined);
    }, 1_200);
    return () => clearTimeout(timer);
  }, []);
}

/** Tells people who do not see the list that something new stands at its top. */
function useNewcomers(top: string | undefined, list: string): void {
  const { t } = useLingui();
  const before = useRef<{ list: string; top: string | undefined }>(undefined);
  const said = t`A conversation moved to the top.`;
  useEffect(() => {
    if (before.current?.list === list && before.current.top !== top && top) announce(said);
    before.current = { list, top };
  }, [top, list, said]);
}
