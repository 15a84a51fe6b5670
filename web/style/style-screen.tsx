import { Trans, useLingui } from "@lingui/react/macro";
import {
  ActionIcon,
  Button,
  Menu,
  Modal,
  SegmentedControl,
  Tooltip,
  useMantineColorScheme,
} from "@mantine/core";
import { IconArchive, IconClock, IconDots, IconMoodSmile } from "@tabler/icons-react";
import { type CSSProperties, useState } from "react";
import { type Language, languages, speak } from "../i18n.ts";
import { announce } from "../shell/announce.tsx";
import { confirm } from "../shell/confirm.tsx";
import { Keys } from "../shell/keys-view.tsx";
import { usePageTitle } from "../shell/page.tsx";
import { toast, useUndo } from "../shell/toasts.tsx";
import { Mark } from "../ui/mark.tsx";
import { Part } from "./part.tsx";
import { Fields } from "./style-fields.tsx";
import style from "./style-screen.module.css";
import { Empties, Things } from "./style-things.tsx";

const colours = [
  ["page", "surface", "raised", "sunken", "hover", "selected", "line", "line-strong"],
  ["ink", "ink-2", "ink-3", "accent", "accent-hover", "accent-ink", "accent-soft", "on-accent"],
  ["good", "good-ink", "good-soft", "warn", "warn-ink", "warn-soft", "focus", "mark-text"],
  ["bad", "bad-ink", "bad-soft", "info", "info-ink", "info-soft"],
];
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
