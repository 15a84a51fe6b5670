import { useLingui } from "@lingui/react/macro";
import { IconAdjustmentsHorizontal, IconArrowsSort, IconBookmark, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { dialog } from "./dialogs.ts";
import style from "./list-filters.module.css";
import type { SetFilter } from "./list-menus.tsx";
import type { Names } from "./names.ts";
import type { Place } from "./place.ts";
import { viewsQuery } from "./queries.ts";
import { filtersOf, type InboxSearch, questionOf } from "./question.ts";
import { orderWords, priorityWord } from "./words.ts";

const ListMenus = lazy(() => import("./list-menus.tsx").then((m) => ({ default: m.ListMenus })));

/** The filters of a list, its order, and the way to keep both as a view. What is on stands as a chip to take off. */
export function ListFilters({ place, names }: { place: Place; names: Names }) {
  const { t, i18n } = useLingui();
  const views = useQuery(viewsQuery).data ?? [];
  const filters = filtersOf(place.search) as InboxSearch;
  const set: SetFilter = (change) => {
    const next = Object.entries({ ...filters, ...change }).filter(([, value]) => value !== undefined);
    place.showList(place.view, Object.fromEntries(next));
  };
  const order = questionOf(place.view, place.search, views).order ?? "newest";
  const chips: [keyof InboxSearch, string][] = [];
  if (filters.desk)
    chips.push(["desk", filters.desk === "none" ? t`No desk` : (names.desk(filters.desk)?.name ?? "…")]);
  if (filters.assignee) {
    const { assignee } = filters;
    const who =
      assignee === "me" ? t`Mine` : assignee === "none" ? t`Unassigned` : names.teammate(assignee)?.name;
    chips.push(["assignee", who ?? "…"]);
  }
  if (filters.channel) chips.push(["channel", names.channel(filters.channel)?.handle ?? "…"]);
  if (filters.priority !== undefined) chips.push(["priority", i18n._(priorityWord(filters.priority))]);
  if (filters.waiting) chips.push(["waiting", t`Waiting`]);
  if (filters.person) chips.push(["person", t`One person`]);

  return (
    <div className={style.filters}>
      <Suspense
        fallback={
          <>
            <button type="button" className={style.button}>
              <IconAdjustmentsHorizontal size={15} stroke={1.7} />
              {t`Filter`}
            </button>
            <button type="button" className={style.button}>
              <IconArrowsSort size={15} stroke={1.7} />
              {i18n._(orderWords[order])}
            </button>
          </>
        }
      >
        <ListMenus filters={filters} order={order} names={names} set={set} />
      </Suspense>
      {chips.map(([key, name]) => (
        <button
          key={key}
          type="button"
          className={style.chip}
          onClick={() => set({ [key]: undefined })}
          aria-label={t`Take off: ${name}`}
        >
          {name}
          <IconX size={13} stroke={2} />
        </button>
      ))}
      {Object.keys(filters).length > 0 && names.role !== "guest" && (
        <button
          type="button"
          className={style.button}
          onClick={() =>
            dialog.set({ kind: "save-view", question: questionOf(place.view, place.search, views) })
          }
        >
          <IconBookmark size={15} stroke={1.7} />
          {t`Keep as a view`}
        </button>
      )}
    </div>
  );
}
