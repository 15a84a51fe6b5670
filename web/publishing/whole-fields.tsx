import { useLingui } from "@lingui/react/macro";
import { Select, TextInput } from "@mantine/core";
import { memo, type ReactNode, useMemo } from "react";
import type { Channel } from "../inbox/shapes.ts";
import { visibilityWords } from "../inbox/words.ts";
import { CommentButton, commented } from "./commenting.tsx";
import style from "./content-editor.module.css";
import type { Field } from "./doc.ts";

/** Those with most speakers on the networks; one that is set already stands beside them. */
const common =
  "ar ca cs da de el en es eu fi fr ga gl he hi hu id it ja ko nl no pl pt ro ru sv tr uk zh".split(" ");

/** What belongs to the whole post, as far as one of its channels has it. */
export const WholeFields = memo(function WholeFields({
  channelId,
  contentWarning,
  visibility,
  language,
  pillar,
  channels,
  locked,
  write,
}: {
  /** null: what every channel says. */
  channelId: string | null;
  contentWarning: string | undefined;
  visibility: string | undefined;
  language: string | undefined;
  /** Chosen once for the whole post, with its words for every channel. */
  pillar: ReactNode;
  channels: readonly Channel[];
  locked: boolean;
  write(field: Field, value: unknown): void;
}) {
  const { t, i18n } = useLingui();
  const warns = channels.some((one) => one.capabilities.contentWarning);
  const offered = [...new Set(channels.flatMap((one) => one.capabilities.visibilities))];
  const languages = useMemo(() => {
    const names = new Intl.DisplayNames([i18n.locale], { type: "language" });
    return [...new Set([...(language ? [language] : []), ...common])]
      .map((tag) => ({ value: tag, label: names.of(tag) ?? tag }))
      .sort((one, other) => one.label.localeCompare(other.label, i18n.locale));
  }, [language, i18n.locale]);
  if (channels.length === 0) return pillar;
  return (
    <div className={style.whole}>
      {warns && (
        <TextInput
          wrapperProps={commented(channelId, "contentWarning")}
          rightSection={
            <CommentButton channelId={channelId} field="contentWarning" name={t`Content warning`} />
          }
          label={t`Content warning`}
          placeholder={t`None`}
          value={contentWarning ?? ""}
          maxLength={500}
          readOnly={locked}
          onChange={(event) => write("contentWarning", event.target.value || null)}
        />
      )}
      {offered.length > 1 && (
        <Select
          label={t`Who can see it`}
          data={offered.map((one) => ({
            value: one,
            label: visibilityWords[one] ? i18n._(visibilityWords[one]) : one,
          }))}
          value={visibility ?? "public"}
          allowDeselect={false}
          readOnly={locked}
          onChange={(value) => write("visibility", value)}
        />
      )}
      <Select
        label={t`Language`}
        placeholder={t`Not said`}
        data={languages}
        value={language ?? null}
        searchable
        clearable
        clearButtonProps={{ "aria-label": t`Say no language` }}
        readOnly={locked}
        onChange={(value) => write("language", value)}
      />
      {pillar}
    </div>
  );
});
