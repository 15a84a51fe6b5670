import { useLingui } from "@lingui/react/macro";
import { TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import style from "./carried.module.css";
import type { Field } from "./doc.ts";

const address = /^(?:https?|at):\/\/\S{1,2000}$/;

/** The message that is shown under the words, by its address. */
export function QuoteField({
  quote,
  locked,
  write,
  onClose,
}: {
  quote: string | undefined;
  locked: boolean;
  write(field: Field, value: unknown): void;
  onClose(): void;
}) {
  const { t } = useLingui();
  // What is no address yet stands here only.
  const [typed, setTyped] = useState<string>();
  const value = typed ?? quote ?? "";
  return (
    <section className={style.field} aria-label={t`Quote`}>
      <header>
        <b>{t`Quote`}</b>
        {!locked && (
          <button
            type="button"
            className={`${style.icon} ${style.last}`}
            aria-label={t`Remove the quote`}
            title={t`Remove`}
            onClick={() => {
              write("quote", null);
              onClose();
            }}
          >
            <IconTrash size={17} stroke={1.6} />
          </button>
        )}
      </header>
      <TextInput
        type="url"
        inputMode="url"
        aria-label={t`Address of the message`}
        placeholder="https://"
        value={value}
        readOnly={locked}
        error={typed && !address.test(typed.trim()) && t`This is not the address of a message.`}
        onChange={(event) => {
          const next = event.target.value;
          const whole = next.trim();
          const good = whole === "" || address.test(whole);
          setTyped(good && whole === next ? undefined : next);
          if (good) write("quote", whole === "" ? null : whole);
        }}
      />
    </section>
  );
}
