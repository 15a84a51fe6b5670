import { useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { IconCheck, IconHandStop, IconKeyboard, IconLogout, IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type Language, languages } from "../i18n.ts";
import { pauseAsked } from "../publishing/pauses-api.ts";
import { chooseLanguage } from "../settings/choose-language.ts";
import { paletteOpen } from "./commands.ts";
import type { Destination } from "./destinations.tsx";
import { enterWorkspace, signOut, useSession } from "./session.ts";
import { helpOpen } from "./shortcuts.ts";
import { useThemes } from "./themes.ts";
import style from "./who.module.css";
import { WhoFace } from "./who-face.tsx";

/** Who I am, at the foot of the rail: workspace, language, theme, sign out. */
export function Who({ places }: { places: readonly (Destination & { name: string })[] }) {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const { workspaces, workspace, teammate } = useSession();
  const themes = useThemes();
  const tick = <IconCheck size={15} stroke={2} />;
  return (
    <Menu position="top-start" width={230} withinPortal={false}>
      <Menu.Target>
        <WhoFace />
      </Menu.Target>
      <Menu.Dropdown>
        <div className={style.phoneOnly}>
          <Menu.Item
            leftSection={<IconSearch size={16} stroke={1.6} />}
            onClick={() => paletteOpen.set(true)}
          >
            {t`Find or do…`}
          </Menu.Item>
          {places.map(({ href, name, icon: Icon }) => (
            <Menu.Item
              key={href}
              leftSection={<Icon size={16} stroke={1.6} />}
              onClick={() => void navigate({ href })}
            >
              {name}
            </Menu.Item>
          ))}
          {(teammate.role === "lead" || teammate.role === "owner") && (
            <Menu.Item
              leftSection={<IconHandStop size={16} stroke={1.6} />}
              onClick={() => pauseAsked.set("begin")}
            >
              {t`Pause everything`}
            </Menu.Item>
          )}
          <Menu.Divider />
        </div>
        {workspaces.length > 1 && (
          <>
            <Menu.Label>{t`Workspace`}</Menu.Label>
            {workspaces.map(({ id, name }) => (
              <Menu.Item
                key={id}
                rightSection={id === workspace.id && tick}
                onClick={() => void enterWorkspace(id)}
              >
                {name}
              </Menu.Item>
            ))}
            <Menu.Divider />
          </>
        )}
        <Menu.Label>{t`Theme`}</Menu.Label>
        {themes.map(({ scheme, label, chosen, choose }) => (
          <Menu.Item
            key={scheme}
            rightSection={chosen && tick}
            onClick={choose}
            aria-current={chosen || undefined}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t`Language`}</Menu.Label>
        {(Object.keys(languages) as Language[]).map((code) => (
          <Menu.Item
            key={code}
            lang={code}
            rightSection={i18n.locale === code && tick}
            aria-current={i18n.locale === code || undefined}
            onClick={() => void chooseLanguage(code).catch(() => undefined)}
          >
            {languages[code]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.6} />} onClick={() => helpOpen.set(true)}>
          {t`Keyboard shortcuts`}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.6} />} onClick={() => void signOut()}>
          {t`Sign out`}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
