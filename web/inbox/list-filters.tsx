import { useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import {
  IconAdjustmentsHorizontal,
  IconArrowsSort,
  IconBookmark,
  IconCheck,
  IconX,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { networkName } from "../ui/network.tsx";
import { dialog } from "./dialogs.ts";
import style from "./list-filters.module.css";
import type { Names } from "./names.ts";
import type { Place } from "./place.ts";
import { viewsQuery } from "./queries.ts";
import { filtersOf, type InboxSearch, questionOf } from "./question.ts";
import type { Order } from "./shapes.ts";
import { orderWords, priorityOrder, priorityWord } from "./words.ts";

const tick = <IconCheck size={15} stroke={2} />;

/** The filters of a list, its order, and the way to keep both as a view. What is on stands as a chip to take off. */
export function ListFilters({ place, names }: { place: Place; names: Names }) {
  const { t, i18n } = useLingui();
  const views = useQuery(viewsQuery).data ?? [];
  const filters = filtersOf(place.search) as InboxSearch;
  const set = (change: { [K in keyof InboxSearch]?: InboxSearch[K] | undefined }) => {
    const next = Object.entries({ ...filters, ...change }).filter(([, value]) => value !== undefined);
    place.showList(place.view, Object.fromEntries(next));
  };
  const order = questionOf(place.view, place.search, views).order ?? "newest";
  const item = (on: boolean, name: string, change: Parameters<typeof set>[0]) => (
    <Menu.Item
      key={name}
      rightSection={on && tick}
      aria-current={on || undefined}
      onClick={() => set(change)}
    >
      {name}
    </Menu.Item>
  );
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
      <Menu position="bottom-start" width={240}>
        <Menu.Target>
          <button type="button" className={style.button}>
            <IconAdjustmentsHorizontal size={15} stroke={1.7} />
            {t`Filter`}
          </button>
        </Menu.Target>
        <Menu.Dropdown mah="min(30rem, 70dvh)" className={style.menu}>
          {item(filters.waiting === true, t`Waiting for an answer`, {
            waiting: filters.waiting ? undefined : true,
          })}
          <Menu.Label>{t`Channel`}</Menu.Label>
          {names.channels.map(({ id, network, handle }) =>
            item(filters.channel === id, `${networkName(network)} · ${handle}`, {
              channel: filters.channel === id ? undefined : id,
            }),
          )}
          <Menu.Label>{t`Priority`}</Menu.Label>
          {priorityOrder.map((level) =>
            item(filters.priority === level, i18n._(priorityWord(level)), {
              priority: filters.priority === level ? undefined : level,
            }),
          )}
          <Menu.Label>{t`With`}</Menu.Label>
          {item(filters.assignee === "none", t`Nobody`, {
            assignee: filters.assignee === "none" ? undefined : "none",
          })}
          {names.team.map(({ id, name }) =>
            item(filters.assignee === id, name, { assignee: filters.assignee === id ? undefined : id }),
          )}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className={style.button} title={t`Order`}>
            <IconArrowsSort size={15} stroke={1.7} />
            {i18n._(orderWords[order])}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {(Object.keys(orderWords) as Order[]).map((each) =>
            item(order === each, i18n._(orderWords[each]), { order: each }),
          )}
        </Menu.Dropdown>
      </Menu>
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
