import { useLingui } from "@lingui/react/macro";
import { useMantineColorScheme } from "@mantine/core";
import { type Language, languages } from "../i18n.ts";
import { chooseLanguage } from "../settings/choose-language.ts";
import { useCommands } from "./commands.ts";
import { signOut } from "./session.ts";

/** The themes to choose from, and which one is on. */
export function useThemes() {
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
      run: () => void chooseLanguage(code).catch(() => undefined),
    })),
    { id: "sign-out", label: t`Sign out`, group: t`Rapport`, run: () => void signOut() },
  ]);
}
