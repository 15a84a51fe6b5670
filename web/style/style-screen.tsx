import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import {
  ActionIcon,
  Button,
  Checkbox,
  Menu,
  Modal,
  Radio,
  SegmentedControl,
  Select,
  Switch,
  Tabs,
  Tooltip,
  useMantineColorScheme,
} from "@mantine/core";
import { IconArchive, IconClock, IconDots, IconMoodSmile } from "@tabler/icons-react";
import { type CSSProperties, type ReactNode, useState } from "react";
import { ApiError } from "../api/errors.ts";
import { type Language, languages, speak } from "../i18n.ts";
import { announce } from "../shell/announce.tsx";
import { confirm } from "../shell/confirm.tsx";
import { Keys } from "../shell/keys-view.tsx";
import { usePageTitle } from "../shell/page.tsx";
import { toast, useUndo } from "../shell/toasts.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { Empty } from "../ui/empty.tsx";
import { AreaField, Form, PasswordField, Submit, TextField } from "../ui/form.tsx";
import { Mark } from "../ui/mark.tsx";
import { NetworkGlyph } from "../ui/network.tsx";
import { Note } from "../ui/note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Tag } from "../ui/tag.tsx";
import { RelativeTime } from "../ui/time.tsx";
import style from "./style-screen.module.css";

const colours = [
  ["page", "surface", "raised", "sunken", "hover", "selected", "line", "line-strong"],
  ["ink", "ink-2", "ink-3", "accent", "accent-hover", "accent-ink", "accent-soft", "on-accent"],
  ["good", "good-ink", "good-soft", "warn", "warn-ink", "warn-soft", "focus", "mark-text"],
  ["bad", "bad-ink", "bad-soft", "info", "info-ink", "info-soft"],
];
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

export function StyleScreen() {
  const { t } = useLingui();
  usePageTitle(t`Style`);
  const { setColorScheme, colorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <main id="main" className={style.screen}>
      <header className={style.masthead}>
        <Mark size={72} title="Rapport" />
        <div>
          <h1>Rapport</h1>
          <p>
            <Trans>
              A close relation in which people understand each other; and an honest account of it.
            </Trans>
          </p>
        </div>
        <div className={style.switches}>
          <SegmentedControl
            aria-label={t`Theme`}
            value={colorScheme}
            onChange={(value) => setColorScheme(value as "light" | "dark" | "auto")}
            data={[
              { value: "light", label: t`Light` },
              { value: "dark", label: t`Dark` },
              { value: "auto", label: t`As on this machine` },
            ]}
          />
          {(Object.keys(languages) as Language[]).map((code) => (
            <Button key={code} variant="subtle" lang={code} onClick={() => void speak(code)}>
              {languages[code]}
            </Button>
          ))}
        </div>
      </header>
      <Part title={t`Mark`}>
        <div className={style.row}>
          {[16, 20, 24, 32, 48, 96].map((size) => (
            <Mark key={size} size={size} />
          ))}
          <span className={style.stamp}>
            <Mark size={36} />
          </span>
        </div>
      </Part>
      <Part title={t`Colour`}>
        {colours.map((row) => (
          <div key={row[0]} className={style.swatches}>
            {row.map((name) => (
              <div
                key={name}
                className={style.swatch}
                style={{ "--colour": `var(--${name})` } as CSSProperties}
              >
                <i />
                <span>{name}</span>
              </div>
            ))}
          </div>
        ))}
      </Part>
      <Type />
      <Buttons />
      <Fields />
      <Things />
      <Empties />
    </main>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={style.part}>
      <h2>{title}</h2>
      <div className={style.body}>{children}</div>
    </section>
  );
}

function Type() {
  const { t } = useLingui();
  return (
    <Part title={t`Type`}>
      <p className={style.hero}>{t`What did they say, and who answers?`}</p>
      <p className={style.reading}>
        {t`Hello Teo, thank you for asking. The workshop is open until six today, and Ana keeps a table for the people who come with a bicycle that squeaks. Bring it along.`}
      </p>
      <p className={style.small}>
        <span className="numbers">1,204</span> · <span className="numbers">87 %</span> ·{" "}
        <a href="#main">{t`A link in a sentence`}</a> · <mark>{t`found words`}</mark> · <Keys keys="g i" />{" "}
        <Keys keys="mod+k" />
      </p>
    </Part>
  );
}

function Buttons() {
  const { t } = useLingui();
  const undoable = useUndo();
  const [opened, setOpened] = useState(false);
  const reply = t`Reply`;
  return (
    <Part title={t`Buttons`}>
      <div className={style.row}>
        <Button>{reply}</Button>
        <Button variant="default">{reply}</Button>
        <Button variant="light">{reply}</Button>
        <Button variant="outline">{reply}</Button>
        <Button variant="subtle">{reply}</Button>
        <Button disabled>{reply}</Button>
        <Button loading>{reply}</Button>
      </div>
      <div className={style.row}>
        {(["good", "warn", "bad", "info"] as const).map((tone) => (
          <span key={tone} className={style.row}>
            <Button color={tone}>{t`Approve`}</Button>
            <Button color={tone} variant="light">{t`Approve`}</Button>
          </span>
        ))}
      </div>
      <div className={style.row}>
        <Tooltip label={t`Close the conversation`}>
          <ActionIcon aria-label={t`Close the conversation`}>
            <IconArchive size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <ActionIcon aria-label={t`Snooze`} variant="default">
          <IconClock size={18} stroke={1.6} />
        </ActionIcon>
        <ActionIcon aria-label={t`Thanks`} variant="light">
          <IconMoodSmile size={18} stroke={1.6} />
        </ActionIcon>
        <Menu>
          <Menu.Target>
            <ActionIcon aria-label={t`More`}>
              <IconDots size={18} stroke={1.6} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{t`Hand over`}</Menu.Label>
            <Menu.Item>{t`Support`}</Menu.Item>
            <Menu.Item>{t`Marketing`}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Button
          variant="default"
          onClick={() => undoable(t`Conversation closed.`, () => announce(t`Conversation opened again.`))}
        >
          {t`Close with undo`}
        </Button>
        <Button
          variant="default"
          onClick={() => toast({ message: t`The reply could not be sent.`, tone: "bad" })}
        >
          {t`Fail`}
        </Button>
        <Button
          variant="default"
          onClick={() =>
            void confirm({
              title: t`Disconnect @juniper?`,
              body: t`Nothing new will arrive from it. What arrived before stays.`,
              yes: t`Disconnect`,
              danger: true,
            })
          }
        >
          {t`Ask first`}
        </Button>
        <Button variant="default" onClick={() => setOpened(true)}>
          {t`Open a dialog`}
        </Button>
        <Modal
          opened={opened}
          onClose={() => setOpened(false)}
          title={t`Snooze until`}
          closeButtonProps={{ "aria-label": t`Close` }}
        >
          {t`Tomorrow, when the workshop opens.`}
        </Modal>
      </div>
    </Part>
  );
}

const taken = msg`This name is taken. Try juniper-workshop.`;

function Fields() {
  const { t, i18n } = useLingui();
  const [error] = useState(
    () =>
      new ApiError(400, { tag: "input", message: "", fields: [{ path: "slug", message: i18n._(taken) }] }),
  );
  return (
    <Part title={t`Fields`}>
      <div className={style.columns}>
        <Form onSubmit={() => toast({ message: t`Saved.`, tone: "good" })}>
          <TextField
            name="name"
            label={t`Name`}
            description={t`As the community will see it.`}
            placeholder="Ana María Ruiz"
          />
          <PasswordField name="password" label={t`Password`} defaultValue="juniper-1987" />
          <Select
            name="desk"
            label={t`Desk`}
            data={[t`Support`, t`Marketing`]}
            defaultValue={t`Support`}
            allowDeselect={false}
          />
          <AreaField name="note" label={t`Note`} autosize minRows={2} />
          <Submit>{t`Save`}</Submit>
        </Form>
        <div className={style.stack}>
          <Form error={error} onSubmit={() => {}}>
            <TextField name="slug" label={t`Address of the workspace`} defaultValue="juniper" />
          </Form>
          <Checkbox label={t`Sign my replies`} defaultChecked />
          <Checkbox label={t`Tell me by e-mail`} />
          <Switch label={t`Paused`} defaultChecked />
          <Radio.Group name="visibility" label={t`Who may read it`} defaultValue="public">
            <div className={style.row}>
              <Radio value="public" label={t`Everyone`} />
              <Radio value="followers" label={t`Followers`} />
            </div>
          </Radio.Group>
          <Tabs defaultValue="open">
            <Tabs.List>
              <Tabs.Tab value="open">{t`Open`}</Tabs.Tab>
              <Tabs.Tab value="snoozed">{t`Snoozed`}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="open" pt="xs">
              {t`Waiting for an answer.`}
            </Tabs.Panel>
            <Tabs.Panel value="snoozed" pt="xs">
              {t`Back tomorrow.`}
            </Tabs.Panel>
          </Tabs>
        </div>
      </div>
    </Part>
  );
}

function Things() {
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

function Empties() {
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
