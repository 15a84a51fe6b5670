import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import {
  IconArchive,
  IconArrowBackUp,
  IconArrowLeft,
  IconArrowRightBar,
  IconClockPause,
  IconDots,
  IconFlag,
  IconHourglass,
  IconInboxOff,
  IconLink,
  IconUserCircle,
  IconUserPlus,
} from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { toast } from "../shell/toasts.tsx";
import { NetworkGlyph, networkName } from "../ui/network.tsx";
import { Tag } from "../ui/tag.tsx";
import { RelativeTime } from "../ui/time.tsx";
import { DeskChip } from "./desk-chip.tsx";
import { type Dialog, dialog } from "./dialogs.ts";
import type { Names } from "./names.ts";
import { personShown } from "./person-shown.ts";
import type { Place } from "./place.ts";
import { PresenceFaces } from "./presence.tsx";
import { promiseState } from "./promise.ts";
import type { ConversationPage } from "./shapes.ts";
import style from "./thread-head.module.css";
import { UnderPost } from "./under-post.tsx";
import { useChanges } from "./use-changes.ts";
import { outcomeWord, priorityWord } from "./words.ts";

type Verb = Extract<Dialog, { ids: unknown }>["kind"];

/** Above the thread: with whom, where it stands, and all that can be done to it. */
export function ThreadHead({
  page,
  place,
  names,
  onBack,
}: {
  page: ConversationPage;
  place: Place;
  names: Names;
  onBack(): void;
}) {
  const { t, i18n } = useLingui();
  const { conversation: row, mayHandBack } = page;
  const changes = useChanges();
  const beside = personShown.use();
  const heading = useRef<HTMLHeadingElement>(null);
  const channel = names.channel(row.channelId);
  const desk = names.desk(row.deskId);
  const holder = names.teammate(row.assigneeId);
  const outcome = row.outcome && outcomeWord(row.outcome);
  const may = names.role !== "guest";
  const name = row.person?.name || row.person?.handle || t`Nobody known`;
  const backTo = names.desk(mayHandBack)?.name;
  const ask = (kind: Verb) => () => dialog.set({ kind, ids: [row.id] });
  // Opened by a key or a click in the list: reading goes on here.
  useEffect(() => {
    if (!document.activeElement?.closest("textarea, input")) heading.current?.focus({ preventScroll: true });
  }, []);

  const tool = (kind: Verb, label: string, Icon: typeof IconFlag) => (
    <Tooltip label={label} key={kind}>
      <ActionIcon aria-label={label} onClick={ask(kind)} className={style.tool}>
        <Icon size={18} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <header className={style.head}>
      <div className={style.top}>
        <ActionIcon className={style.back} onClick={onBack} aria-label={t`Back to the list`}>
          <IconArrowLeft size={20} stroke={1.6} />
        </ActionIcon>
        <h2 ref={heading} tabIndex={-1} className={style.title}>
          {row.subject || name}
        </h2>
        <PresenceFaces page={page} names={names} />
        {may && (
          <div className={style.tools}>
            {tool("assign", t`Assign`, IconUserPlus)}
            {tool("snooze", t`Snooze`, IconClockPause)}
            {tool("priority", t`Priority`, IconFlag)}
            {tool("hand-over", t`Hand over`, IconArrowRightBar)}
          </div>
        )}
        {may &&
          (row.status === "closed" ? (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconInboxOff size={16} stroke={1.6} />}
              onClick={() => void changes.make([row.id], { verb: "reopen" })}
            >
              {t`Open again`}
            </Button>
          ) : (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconArchive size={16} stroke={1.6} />}
              onClick={ask("close")}
              className={style.close}
            >
              {t`Close`}
            </Button>
          ))}
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t`More`} className={style.more}>
              <IconDots size={18} stroke={1.6} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {may && (
              <div className={style.narrow}>
                <Menu.Item onClick={ask("assign")}>{t`Assign`}</Menu.Item>
                <Menu.Item onClick={ask("snooze")}>{t`Snooze`}</Menu.Item>
                <Menu.Item onClick={ask("priority")}>{t`Priority`}</Menu.Item>
                <Menu.Item onClick={ask("hand-over")}>{t`Hand over`}</Menu.Item>
              </div>
            )}
            {may && mayHandBack && (
              <Menu.Item leftSection={<IconArrowBackUp size={16} stroke={1.6} />} onClick={ask("hand-back")}>
                {backTo ? t`Hand back to ${backTo}` : t`Hand back`}
              </Menu.Item>
            )}
            {may && row.status === "snoozed" && (
              <Menu.Item
                onClick={() => void changes.make([row.id], { verb: "wake" })}
              >{t`Wake now`}</Menu.Item>
            )}
            <Menu.Item
              leftSection={<IconLink size={16} stroke={1.6} />}
              onClick={() => {
                const link = `${window.location.origin}/inbox/c/${row.id}`;
                void navigator.clipboard
                  .writeText(link)
                  .then(() => toast({ message: t`The link is copied.` }));
              }}
            >
              {t`Copy the link`}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        {row.person && (
          <>
            {!beside && (
              <ActionIcon
                aria-label={t`Show the person beside the thread`}
                className={style.beside}
                onClick={() => personShown.set(true)}
              >
                <IconUserCircle size={18} stroke={1.6} />
              </ActionIcon>
            )}
            <ActionIcon
              aria-label={t`Show the person`}
              className={style.cover}
              onClick={() => place.panel(place.search.panel ? undefined : "person")}
            >
              <IconUserCircle size={20} stroke={1.6} />
            </ActionIcon>
          </>
        )}
      </div>
      <p className={style.facts}>
        <span className={style.fact}>
          <NetworkGlyph network={channel?.network ?? ""} size={14} />
          {row.subject ? name : networkName(channel?.network ?? "")}
          {channel && <span className={style.soft}>{t`to ${channel.handle}`}</span>}
        </span>
        {page.messages.some(({ own, deliveryId }) => own && deliveryId) && (
          <UnderPost conversationId={row.id} />
        )}
        {row.status !== "open" && (
          <Tag tone={row.status === "snoozed" ? "info" : "good"}>
            {row.status === "snoozed" ? t`Snoozed` : outcome ? i18n._(outcome) : t`Closed`}
          </Tag>
        )}
        {row.status === "snoozed" && row.snoozedUntil && <RelativeTime at={row.snoozedUntil} />}
        {row.priority !== 0 && (
          <Tag tone={row.priority === 2 ? "bad" : row.priority === 1 ? "warn" : "plain"}>
            {i18n._(priorityWord(row.priority))}
          </Tag>
        )}
        {desk && <DeskChip desk={desk} />}
        <span>{holder ? t`with ${holder.name}` : t`with nobody yet`}</span>
        {row.status !== "closed" && row.promisedAt && (
          <span className={style.fact} data-promise={promiseState(row.promisedAt, new Date())}>
            <IconHourglass size={13} stroke={1.8} />
            {promiseState(row.promisedAt, new Date()) === "late" ? t`answer was due` : t`answer due`}{" "}
            <RelativeTime at={row.promisedAt} />
          </span>
        )}
      </p>
    </header>
  );
}
