import { useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconCheck, IconPalette, IconX } from "@tabler/icons-react";
import type { Channel } from "../channels/channels-api.ts";
import type { SetSearch } from "./bar.tsx";
import type { Pillar } from "./calendar-api.ts";
import style from "./filters.module.css";
import { channelColor } from "./look.ts";
import { type CalendarSearch, standings } from "./question.ts";
import { standingWords } from "./words.ts";

const tick = <IconCheck size={15} stroke={2} />;
const dot = (color: string) => <span className={style.dot} style={{ background: color }} />;

/** What is shown and what its colours mean; what is chosen stands beside, to be taken away. */
export function Filters({
  search,
  channels,
  pillars,
  set,
}: {
  search: CalendarSearch;
  channels: readonly Channel[];
  pillars: readonly Pillar[];
  set: SetSearch;
}) {
  const { t, i18n } = useLingui();
  const item = (on: boolean, name: string, change: Parameters<SetSearch>[0], color?: string) => (
    <Menu.Item
      key={name}
      leftSection={color ? dot(color) : undefined}
      rightSection={on && tick}
      aria-current={on || undefined}
      onClick={() => set(change)}
    >
      {name}
    </Menu.Item>
  );
  const channelName = ({ label, handle }: Channel) => `${label} · ${handle}`;
  const channel = channels.find(({ id }) => id === search.channel);
  const pillar = pillars.find(({ id }) => id === search.pillar);
  const chips = [
    ...(channel ? [{ name: channelName(channel), change: { channel: undefined } }] : []),
    ...(pillar ? [{ name: pillar.name, change: { pillar: undefined } }] : []),
    ...(search.status ? [{ name: i18n._(standingWords[search.status]), change: { status: undefined } }] : []),
  ];
  const byPillar = search.color === "pillar";
  return (
    <div className={style.filters}>
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <button type="button" className={style.button}>
            <IconAdjustmentsHorizontal size={15} stroke={1.7} />
            {t`Filter`}
          </button>
        </Menu.Target>
        <Menu.Dropdown mah="min(30rem, 70dvh)" className={style.menu}>
          <Menu.Label>{t`Status`}</Menu.Label>
          {standings.map((each) =>
            item(search.status === each, i18n._(standingWords[each]), {
              status: search.status === each ? undefined : each,
            }),
          )}
          <Menu.Label>{t`Channel`}</Menu.Label>
          {channels.map((each) =>
            item(
              search.channel === each.id,
              channelName(each),
              { channel: search.channel === each.id ? undefined : each.id },
              channelColor(each.id),
            ),
          )}
          {pillars.length > 0 && <Menu.Label>{t`Pillar`}</Menu.Label>}
          {pillars.map((each) =>
            item(
              search.pillar === each.id,
              each.name,
              { pillar: search.pillar === each.id ? undefined : each.id },
              each.color,
            ),
          )}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className={style.button}>
            <IconPalette size={15} stroke={1.7} />
            {byPillar ? t`Coloured by pillar` : t`Coloured by channel`}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {item(!byPillar, t`By channel`, { color: undefined })}
          {item(byPillar, t`By pillar`, { color: "pillar" })}
        </Menu.Dropdown>
      </Menu>
      {chips.map(({ name, change }) => (
        <button
          key={name}
          type="button"
          className={style.chip}
          onClick={() => set(change)}
          aria-label={t`Show all again, not only ${name}`}
        >
          {name}
          <IconX size={13} stroke={2} />
        </button>
      ))}
    </div>
  );
}
