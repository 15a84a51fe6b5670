import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { ApiError } from "../api/errors.ts";
import { Form, Submit } from "../ui/form.tsx";
import style from "./channels.module.css";
import type { Network } from "./channels-api.ts";
import { ConnectField } from "./connect-field.tsx";

/** The form that a network asks for, its advanced part folded until it is wanted or at fault. */
export function ConnectForm({
  network,
  error,
  busy,
  verb,
  initial = {},
  children,
  onSubmit,
}: {
  network: Network;
  error: unknown;
  busy: boolean;
  verb: string;
  initial?: Record<string, string>;
  /** Further questions of ours, before the verb. */
  children?: ReactNode;
  onSubmit(input: Record<string, string>): void;
}) {
  const { t } = useLingui();
  const [opened, setOpened] = useState(false);
  const [missing, setMissing] = useState<ApiError>();
  const shown = missing ?? plainPaths(error);
  const faulty = shown instanceof ApiError ? shown.fields.map(({ path }) => path) : [];
  const plain = network.fields.filter((field) => !field.advanced);
  const advanced = network.fields.filter((field) => field.advanced);
  const open = opened || advanced.some(({ name }) => faulty.includes(name));
  const submit = (values: Record<string, string>) => {
    const empty = network.fields.filter(
      ({ name, required, type }) => required && type !== "switch" && !values[name]?.trim(),
    );
    if (empty.length === 0) {
      setMissing(undefined);
      return onSubmit(values);
    }
    const fields = empty.map(({ name }) => ({ path: name, message: t`This is needed.` }));
    setMissing(new ApiError(400, { tag: "bad-input", message: t`Some fields need another look.`, fields }));
  };
  return (
    <Form error={shown} busy={busy} onSubmit={submit}>
      {plain.map((field, index) => (
        <ConnectField key={field.name} field={field} initial={initial[field.name]} autoFocus={index === 0} />
      ))}
      {advanced.length > 0 && (
        <div>
          <Button
            variant="subtle"
            size="xs"
            aria-expanded={open}
            aria-controls="advanced"
            onClick={() => setOpened(!open)}
            rightSection={
              <IconChevronDown size={15} stroke={1.8} data-open={open} className={style.chevron} />
            }
          >
            {open ? <Trans>Fewer settings</Trans> : <Trans>More settings</Trans>}
          </Button>
          {/* Folded fields stay in the form, so that their initial values are sent. */}
          <div id="advanced" className={style.advanced} hidden={!open}>
            {advanced.map((field) => (
              <ConnectField key={field.name} field={field} initial={initial[field.name]} />
            ))}
          </div>
        </div>
      )}
      {children}
      <Submit>{verb}</Submit>
    </Form>
  );
}

/** The API names `input.handle` what the form names `handle`. */
function plainPaths(error: unknown): unknown {
  if (!(error instanceof ApiError)) return error;
  return new ApiError(error.status, {
    tag: error.tag,
    message: error.message,
    fields: error.fields.map(({ path, message }) => ({ path: path.replace(/^input\./, ""), message })),
  });
}
