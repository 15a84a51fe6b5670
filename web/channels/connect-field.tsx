import { useLingui } from "@lingui/react/macro";
import { NativeSelect, Switch } from "@mantine/core";
import { PasswordField, TextField } from "../ui/form.tsx";
import type { Network } from "./channels-api.ts";

type Field = Network["fields"][number];

const keyboards = { email: "email", url: "url", number: "numeric" } as const;

/** One field of a network's form. What is typed are a brand's keys, not this person's: nothing offers or keeps them. */
export function ConnectField({
  field,
  initial,
  autoFocus = false,
}: {
  field: Field;
  initial: string | undefined;
  autoFocus?: boolean;
}) {
  const { t } = useLingui();
  const { name, label, type, required } = field;
  const value = initial ?? field.initial ?? "";
  const help = field.help ? { description: field.help } : {};
  if (type === "switch")
    return (
      <Switch
        name={name}
        label={label}
        {...help}
        value="true"
        defaultChecked={value === "true" || value === "on"}
      />
    );
  const shown = required ? label : t`${label} (optional)`;
  if (type === "choice")
    return (
      <NativeSelect
        name={name}
        label={shown}
        {...help}
        defaultValue={value}
        data={[{ value: "", label: t`Found out by itself` }, ...field.options]}
      />
    );
  const common = {
    name,
    label: shown,
    ...help,
    defaultValue: value,
    autoFocus,
    autoCapitalize: "none",
    spellCheck: false,
    "data-1p-ignore": true,
    "data-lpignore": "true",
    "data-bwignore": true,
  };
  if (type === "password") return <PasswordField {...common} autoComplete="new-password" />;
  return (
    <TextField
      {...common}
      type={type === "email" ? "email" : "text"}
      inputMode={keyboards[type as keyof typeof keyboards] ?? "text"}
      autoComplete="off"
    />
  );
}
