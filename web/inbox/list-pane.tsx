import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconLayoutSidebar, IconSearch } from "@tabler/icons-react";
import type { Ref } from "react";
import { useLiveState } from "../shell/connection.tsx";
import { Empty } from "../ui/empty.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { searchOpen, viewsOpen } from "./dialogs.ts";
import { List, type ListHandle } from "./list.tsx";
import { ListEmpty } from "./list-empty.tsx";
import { ListFilters } from "./list-filters.tsx";
import style from "./list-pane.module.css";
import type { Names } from "./names.ts";
import type { Place } from "./place.ts";
import type { Choosing } from "./use-choosing.ts";
import type { InboxList } from "./use-list.ts";

/** Middle pane: which list this is, its filters, and the conversations. */
export function ListPane({
  ref,
  title,
  place,
  list,
  names,
  choosing,
}: {
  ref: Ref<ListHandle>;
  title: string;
  place: Place;
  list: InboxList;
  names: Names;
  choosing: Choosing;
}) {
  const { t } = useLingui();
  return (
    <section className={style.pane} aria-label={title}>
      <header className={style.head}>
        <button
          type="button"
          className={style.views}
          onClick={() => viewsOpen.set(true)}
          aria-label={t`Desks and views`}
        >
          <IconLayoutSidebar size={18} stroke={1.6} />
        </button>
        <h2>{title}</h2>
        <button
          type="button"
          className={style.search}
          onClick={() => searchOpen.set(true)}
          aria-label={t`Search the messages`}
        >
          <IconSearch size={18} stroke={1.6} />
        </button>
      </header>
      <ListFilters place={place} names={names} />
      <ListBody ref={ref} title={title} place={place} list={list} names={names} choosing={choosing} />
      {choosing.chosen.size > 0 && <BulkBar choosing={choosing} names={names} />}
    </section>
  );
}

function ListBody({
  ref,
  title,
  place,
  list,
  names,
  choosing,
}: {
  ref: Ref<ListHandle>;
  title: string;
  place: Place;
  list: InboxList;
  names: Names;
  choosing: Choosing;
}) {
  const { t } = useLingui();
  const live = useLiveState();
  const { query, rows } = list;
  if (query.isPending)
    return (
      <div className={style.loading} role="status" aria-label={t`Loading`}>
        {[0, 1, 2, 3, 4, 5, 6].map((at) => (
          <Skeleton key={at} avatar lines={2} />
        ))}
      </div>
    );
  if (query.isError && rows.length === 0)
    return (
      <Empty
        picture={live === "online" ? "stumble" : "offline"}
        title={live === "online" ? t`This list could not be read` : t`The server cannot be reached`}
        action={
          <Button variant="default" onClick={() => void query.refetch()}>
            {t`Try again`}
          </Button>
        }
      >
        {query.error.message}
      </Empty>
    );
  if (rows.length === 0) return <ListEmpty place={place} names={names} />;
  return (
    <List
      key={list.key}
      ref={ref}
      rows={rows}
      names={names}
      label={title}
      openId={place.conversationId}
      choosing={choosing}
      onOpen={(id) => place.open(id)}
      more={{
        has: query.hasNextPage,
        loading: query.isFetchingNextPage,
        load: () => void query.fetchNextPage(),
      }}
    />
  );
}
