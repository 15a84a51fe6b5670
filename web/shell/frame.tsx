import { Trans, useLingui } from "@lingui/react/macro";
import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { PauseBanner } from "../publishing/pause-banner.tsx";
import { type Command, paletteOpen, useCommands } from "./commands.ts";
import { ConnectionBanner } from "./connection.tsx";
import { destinations } from "./destinations.tsx";
import style from "./frame.module.css";
import { InFrame } from "./ground.tsx";
import { Rail } from "./rail.tsx";
import { useSession } from "./session.ts";
import { helpOpen, type Shortcut, useShortcuts } from "./shortcuts.ts";
import { useThemeCommands } from "./themes.ts";

const Palette = lazy(() => import("./palette.tsx").then((m) => ({ default: m.Palette })));
const Help = lazy(() => import("./help.tsx").then((m) => ({ default: m.Help })));

/** The frame around every screen of the app: rail, connection banner, the screen itself (the route's, unless given). */
export function Frame({ children }: { children?: ReactNode }) {
  const { i18n, t } = useLingui();
  const navigate = useNavigate();
  const { workspace } = useSession();
  const showsPalette = paletteOpen.use();
  const showsHelp = helpOpen.use();

  const places = destinations.map((place) => {
    const name = i18n._(place.label);
    return { ...place, name, go: () => void navigate({ href: place.href }) };
  });
  const commands: Command[] = places.map(({ href, name, keys, go, icon: Icon }) => ({
    id: `go.${href}`,
    label: t`Go to ${name}`,
    group: t`Go`,
    icon: <Icon size={17} stroke={1.6} />,
    keys,
    run: go,
  }));
  const shortcuts: Shortcut[] = places.map(({ name, keys, go }) => ({
    keys,
    label: t`Go to ${name}`,
    group: t`Go`,
    run: go,
  }));
  useCommands([
    ...commands,
    {
      id: "publishing.new",
      label: t`New post`,
      keywords: t`write draft compose`,
      group: t`Publishing`,
      run: () => void navigate({ href: "/publishing/new" }),
    },
    { id: "help", label: t`Keyboard shortcuts`, group: t`Rapport`, keys: "?", run: () => helpOpen.set(true) },
  ]);
  useThemeCommands();
  useShortcuts([
    ...shortcuts,
    {
      keys: "mod+k",
      label: t`Commands`,
      group: t`Everywhere`,
      scope: "always",
      run: () => paletteOpen.set((open) => !open),
    },
    { keys: "?", label: t`Keyboard shortcuts`, group: t`Everywhere`, run: () => helpOpen.set(true) },
  ]);

  return (
    <div className={style.frame}>
      <a className={style.skip} href="#main">
        <Trans>Skip to the content</Trans>
      </a>
      <Rail places={places} workspace={workspace.name} />
      <div className={style.stage}>
        <ConnectionBanner />
        <PauseBanner />
        <main id="main" tabIndex={-1} className={style.main}>
          <InFrame value={true}>{children ?? <Outlet />}</InFrame>
        </main>
      </div>
      <Suspense>
        {showsPalette && <Palette />}
        {showsHelp && <Help />}
      </Suspense>
    </div>
  );
}
