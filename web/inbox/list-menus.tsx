import { useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconArrowsSort, IconCheck } from "@tabler/icons-react";
import { networkName } from "../ui/network.tsx";
import style from "./list-filters.module.css";
import type { Names } from "./names.ts";
import type { InboxSearch } from "./question.ts";
import type { Order } from "./shapes.ts";
import { orderWords, priorityOrder, priorityWord } from "./words.ts";

const tick = <IconCheck size={15} stroke={2} />;
export type SetFilter = (change: { [K in keyof InboxSearch]?: InboxSearch[K] | undefined }) => void;

/** The two menus above a list: what to show, in which order. */
export function ListMenus({
  filters,
  order,
  names,
  set,
}: {
  filters: InboxSearch;
  order: Order;
  names: Names;
  set: SetFilter;
}) {
  const { t, i18n } = useLingui();
  const item = (on: boolean, name: string, change: Parameters<SetFilter>[0]) => (
    <Menu.Item
      key={name}
      rightSection={on && tick}
      aria-current={on || undefined}
      onClick={() => set(change)}
    >
      {name}
    </Menu.Item>
  );
  return (
    <>
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
    </>
  );
}
