import { useLingui } from "@lingui/react/macro";
import { Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconKeyboard, IconLogout, IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type Language, languages, speak } from "../i18n.ts";
import { Avatar } from "../ui/avatar.tsx";
import { paletteOpen, useCommands } from "./commands.ts";
import type { Destination } from "./destinations.tsx";
import { enterWorkspace, signOut, useSession } from "./session.ts";
import { helpOpen } from "./shortcuts.ts";
import style from "./who.module.css";

function useThemes() {
  const { t } = useLingui();
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const themes = [
    { scheme: "light" as const, label: t`Light` },
    { scheme: "dark" as const, label: t`Dark` },
    { scheme: "auto" as const, label: t`As on this machine` },
  ];
  return themes.map((theme) => ({
    ...theme,
    chosen: colorScheme === theme.scheme,
    choose: () => setColorScheme(theme.scheme),
  }));
}

/** Theme, language and sign-out in the palette. */
export function useThemeCommands(): void {
  const { t } = useLingui();
  const themes = useThemes();
  useCommands([
    ...themes.map(({ scheme, label, choose }) => ({
      id: `theme.${scheme}`,
      label: t`Theme: ${label}`,
      keywords: "theme tema",
      group: t`Rapport`,
      run: choose,
    })),
    ...(Object.keys(languages) as Language[]).map((code) => ({
      id: `language.${code}`,
      label: languages[code],
      keywords: "language idioma",
      group: t`Rapport`,
      run: () => void speak(code),
    })),
    { id: "sign-out", label: t`Sign out`, group: t`Rapport`, run: () => void signOut() },
  ]);
}

/** Who I am, at the foot of the rail: workspace, language, theme, sign out. */
export function Who({ places }: { places: readonly (Destination & { name: string })[] }) {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const { user, workspaces, workspace, teammate } = useSession();
  const themes = useThemes();
  const tick = <IconCheck size={15} stroke={2} />;
  return (
    <Menu position="top-start" width={230} withinPortal={false}>
      <Menu.Target>
        <button type="button" className={style.who}>
          <Avatar name={teammate.name} image={teammate.portrait ?? undefined} seed={user.id} size={28} />
          <span className={style.name}>
            <b>{teammate.name}</b>
            <span>{user.email}</span>
          </span>
          <span className="visually-hidden">{t`Your menu`}</span>
        </button>
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
            onClick={() => void speak(code)}
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
