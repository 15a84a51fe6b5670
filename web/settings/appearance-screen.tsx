import { Trans, useLingui } from "@lingui/react/macro";
import { Radio, useMantineColorScheme } from "@mantine/core";
import { useState } from "react";
import { type Language, languages } from "../i18n.ts";
import { toast } from "../shell/toasts.tsx";
import { chooseLanguage } from "./choose-language.ts";
import { type Density, density, setDensity } from "./density.ts";
import { Pane, Part } from "./pane.tsx";
import style from "./settings.module.css";

/** How Rapport looks and speaks to me. The language follows me to every machine; the look stays on this one. */
export function AppearanceScreen() {
  const { t, i18n } = useLingui();
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const [dense, setDense] = useState(density());
  const [chosen, setChosen] = useState(i18n.locale);
  const speakTo = (code: string) => {
    setChosen(code);
    chooseLanguage(code as Language).catch((error: Error) => toast({ message: error.message, tone: "bad" }));
  };
  const themes = [
    { value: "light", label: t`Light`, description: t`Paper in the morning.` },
    { value: "dark", label: t`Dark`, description: t`A room in the evening.` },
    { value: "auto", label: t`As on this machine`, description: t`Changes when the machine does.` },
  ];
  return (
    <Pane title={t`Language and look`}>
      <Part
        title={t`Language`}
        lead={<Trans>Of the screens, and of the e-mails you get from Rapport.</Trans>}
      >
        <Radio.Group aria-label={t`Language`} value={chosen} onChange={speakTo}>
          <div className={style.options}>
            {Object.entries(languages).map(([code, name]) => (
              <Radio key={code} value={code} label={<span lang={code}>{name}</span>} />
            ))}
          </div>
        </Radio.Group>
      </Part>
      <Part title={t`Theme`} lead={<Trans>On this machine.</Trans>}>
        <Radio.Group
          aria-label={t`Theme`}
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as "light" | "dark" | "auto")}
        >
          <div className={style.options}>
            {themes.map((theme) => (
              <Radio key={theme.value} {...theme} />
            ))}
          </div>
        </Radio.Group>
      </Part>
      <Part title={t`Density`} lead={<Trans>On this machine.</Trans>}>
        <Radio.Group
          aria-label={t`Density`}
          value={dense}
          onChange={(next) => {
            setDense(next as Density);
            setDensity(next as Density);
          }}
        >
          <div className={style.options}>
            <Radio value="calm" label={t`Calm`} description={t`Room to breathe.`} />
            <Radio value="compact" label={t`Compact`} description={t`More on the screen at once.`} />
          </div>
        </Radio.Group>
      </Part>
    </Pane>
  );
}
