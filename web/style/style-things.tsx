import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Avatar } from "../ui/avatar.tsx";
import { Empty } from "../ui/empty.tsx";
import { NetworkGlyph } from "../ui/network.tsx";
import { Note } from "../ui/note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Tag } from "../ui/tag.tsx";
import { RelativeTime } from "../ui/time.tsx";
import { Part } from "./part.tsx";
import style from "./style-screen.module.css";

const people = [
  "Ana María Ruiz",
  "Teo Lindqvist",
  "Wren",
  "Ifeoma Adeyemi",
  "Ōta Kenji",
  "Noor",
  "Ben Cartier",
  "李 小龍",
];
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

export function Things() {
  const { t } = useLingui();
  return (
    <Part title={t`Things`}>
      <div className={style.row}>
        {people.map((name) => (
          <Avatar key={name} name={name} size={36} labelled />
        ))}
        <Avatar name="Ana" size={20} />
        <Avatar name="Teo" size={56} />
      </div>
      <div className={style.row}>
        {["bluesky", "mastodon", "email", "feed", "matrix"].map((network) => (
          <NetworkGlyph key={network} network={network} size={22} labelled />
        ))}
        {["bluesky", "mastodon", "email", "feed"].map((network) => (
          <NetworkGlyph key={network} network={network} />
        ))}
      </div>
      <div className={style.row}>
        <Tag>{t`Open`}</Tag>
        <Tag tone="accent">{t`Urgent`}</Tag>
        <Tag tone="info">{t`Snoozed`}</Tag>
        <Tag tone="good">{t`Answered`}</Tag>
        <Tag tone="warn">{t`Held`}</Tag>
        <Tag tone="bad">{t`Failed`}</Tag>
        <RelativeTime at={ago(0)} />
        <RelativeTime at={ago(12)} />
        <RelativeTime at={ago(60 * 30)} />
        <RelativeTime at={ago(60 * 24 * 90)} />
      </div>
      <Note title={t`Complete up to 14:02`}>{t`Bluesky was asked a minute ago and nothing is missing.`}</Note>
      <Note tone="info">{t`Teo is writing here now.`}</Note>
      <Note tone="good">{t`Sent, and seen on the network.`}</Note>
      <Note tone="warn" actions={<Button variant="default" size="xs">{t`Show them`}</Button>}>
        {t`Nearly the same words went to three people today.`}
      </Note>
      <Note
        tone="bad"
        title={t`Not sent`}
      >{t`Mastodon refused it: the text is 12 characters too long.`}</Note>
      <Skeleton avatar title lines={2} />
    </Part>
  );
}

export function Empties() {
  const { t } = useLingui();
  return (
    <Part title={t`Nothing yet`}>
      <div className={style.empties}>
        <Empty picture="quiet" level={2} title={t`All quiet`}>{t`Nobody is waiting for an answer.`}</Empty>
        <Empty picture="channels" title={t`No channels yet`} action={<Button>{t`Connect a channel`}</Button>}>
          {t`Connect the first one, and its conversations arrive here.`}
        </Empty>
        <Empty picture="nothing" title={t`Nothing found`}>{t`Fewer words find more.`}</Empty>
        <Empty
          picture="offline"
          title={t`The server cannot be reached`}
        >{t`Nothing you wrote is lost.`}</Empty>
        <Empty picture="stumble" title={t`This screen stumbled`}>{t`Trying again often helps.`}</Empty>
        <Empty picture="people" title={t`Nobody here yet`}>{t`People appear when they speak.`}</Empty>
      </div>
    </Part>
  );
}
