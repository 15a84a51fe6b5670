import { useLingui } from "@lingui/react/macro";
import { contentFields } from "../../src/publishing/content.ts";
import { isOwn, ownKey } from "./doc.ts";
import { type Editing, useEditing } from "./editing.ts";
import style from "./post-screen.module.css";
import { fieldWords } from "./words.ts";

/** Whether a channel says what all say, field by field, and the way back. */
export function OwnBar({
  editing,
  channelId,
  locked,
}: {
  editing: Editing;
  channelId: string;
  locked: boolean;
}) {
  const { t, i18n } = useLingui();
  const fields = useEditing(editing, () => ownFields(editing, channelId));
  const own = contentFields.filter((field) => fields.split(" ").includes(field));
  if (own.length === 0)
    return (
      <p
        className={style.own}
      >{t`Follows the base: change anything here and it is written for this channel.`}</p>
    );
  return (
    <div className={style.own} data-own="true">
      <span>{t`Written for this channel:`}</span>
      {own.map((field) => {
        const name = i18n._(fieldWords[field]);
        return (
          <span key={field} className={style.ownField}>
            <b>{name}</b>
            {!locked && (
              <button
                type="button"
                aria-label={t`${name}: follow the base again`}
                onClick={() => editing.set(ownKey(channelId, field), { follow: true })}
              >
                {t`Follow the base again`}
              </button>
            )}
          </span>
        );
      })}
    </div>
  );
}

const ownFields = (editing: Editing, channelId: string): string =>
  contentFields.filter((field) => isOwn(editing.state().doc, channelId, field)).join(" ");
