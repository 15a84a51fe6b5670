import { useLingui } from "@lingui/react/macro";
import { type Language, languages, speak } from "../i18n.ts";

/** The languages of the product, for who has no account yet; their look is the place's own. */
export function LanguageSwitch({ className }: { className?: string | undefined }) {
  const { t, i18n } = useLingui();
  return (
    <nav className={className} aria-label={t`Language`}>
      {(Object.keys(languages) as Language[]).map((code) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-pressed={i18n.locale === code}
          onClick={() => void speak(code)}
        >
          {languages[code]}
        </button>
      ))}
    </nav>
  );
}
