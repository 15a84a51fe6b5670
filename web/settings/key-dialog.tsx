import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, Modal, Select } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { faultsOf } from "../team/checks.ts";
import { CopyField } from "../ui/copy-field.tsx";
import { Form, Submit, TextField, useField } from "../ui/form.tsx";
import { Note } from "../ui/note.tsx";
import { type Scope, scopes, useScopeNames } from "./scope-names.ts";
import style from "./settings.module.css";

/** Makes a key and shows its secret, once. */
export function KeyDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  const { t } = useLingui();
  const [chosen, setChosen] = useState<Scope[]>(["inbox:read"]);
  const [days, setDays] = useState("90");
  const [fault, setFault] = useState<unknown>();
  const make = useMutation({
    mutationFn: (name: string) =>
      unwrap(
        api.POST("/api-keys", {
          body: {
            name,
            scopes: chosen,
            expiresAt: days ? new Date(Date.now() + Number(days) * 86_400_000).toISOString() : null,
          },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["api-keys"] }),
    onError: setFault,
  });
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={make.data ? t`The key is ready` : t`New key`}
      closeOnClickOutside={!make.data}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      {make.data ? (
        <div className={style.stack}>
          <Note tone="warn">
            <Trans>Copy it now: it is not shown again. Whoever has it can do what it allows.</Trans>
          </Note>
          <CopyField label={t`Secret`} value={make.data.secret} />
          <Button className={style.start} onClick={onClose}>
            <Trans>Done</Trans>
          </Button>
        </div>
      ) : (
        <Form
          error={fault}
          busy={make.isPending}
          onSubmit={({ name = "" }) => {
            const faults = faultsOf({
              name: !name.trim() && t`What is it for?`,
              scopes: chosen.length === 0 && t`Choose at least one.`,
            });
            setFault(faults);
            if (!faults) make.mutate(name);
          }}
        >
          <TextField
            name="name"
            label={t`What is it for?`}
            maxLength={120}
            autoComplete="off"
            data-autofocus
          />
          <ScopesField value={chosen} onChange={setChosen} />
          <Select
            label={t`Ends after`}
            value={days}
            onChange={(value) => setDays(value ?? "")}
            allowDeselect={false}
            data={[
              { value: "30", label: t`30 days` },
              { value: "90", label: t`90 days` },
              { value: "365", label: t`a year` },
              { value: "", label: t`never` },
            ]}
          />
          <Submit>
            <Trans>Make the key</Trans>
          </Submit>
        </Form>
      )}
    </Modal>
  );
}

function ScopesField({ value, onChange }: { value: Scope[]; onChange(value: Scope[]): void }) {
  const { t } = useLingui();
  const names = useScopeNames();
  const { error } = useField("scopes");
  return (
    <Checkbox.Group
      label={t`It may`}
      error={error}
      value={value}
      onChange={(next) => onChange(next as Scope[])}
    >
      <div className={style.scopes}>
        {scopes.map((scope) => (
          <Checkbox key={scope} name="scopes" value={scope} label={names[scope]} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
