import { useLingui } from "@lingui/react/macro";
import { MultiSelect } from "@mantine/core";
import { useMemo } from "react";
import { useField } from "../ui/form.tsx";

/** Those with most speakers on the networks; a tag that is set already stands beside them. */
const common =
  "ar bg bn ca cs da de el en es et eu fa fi fr ga gl he hi hr hu id is it ja ko lt lv ms mt nl no pl pt ro ru sk sl sr sv sw th tr uk ur vi zh".split(
    " ",
  );

/** The languages in which this person answers. */
export function LanguagesField({ value, onChange }: { value: string[]; onChange(tags: string[]): void }) {
  const { t, i18n } = useLingui();
  const { error } = useField("languages");
  const data = useMemo(() => {
    const names = new Intl.DisplayNames([i18n.locale], { type: "language" });
    return [...new Set([...value, ...common])]
      .map((tag) => ({ value: tag, label: names.of(tag) ?? tag }))
      .sort((a, b) => a.label.localeCompare(b.label, i18n.locale));
  }, [value, i18n.locale]);
  return (
    <MultiSelect
      label={t`Languages you answer in`}
      error={error}
      data={data}
      value={value}
      onChange={onChange}
      searchable
      hidePickedOptions
      maxValues={20}
      maxDropdownHeight={240}
      nothingFoundMessage={t`None by that name`}
    />
  );
}
