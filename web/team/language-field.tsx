import { Select } from "@mantine/core";
import { type Language, languages } from "../i18n.ts";

/** The language of the screens, each named in itself. */
export function LanguageField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: Language;
  onChange(language: Language): void;
}) {
  return (
    <Select
      label={label}
      name="language"
      value={value}
      onChange={(code) => code && onChange(code as Language)}
      data={Object.entries(languages).map(([code, name]) => ({ value: code, label: name }))}
      allowDeselect={false}
    />
  );
}
