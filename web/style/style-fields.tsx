import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Checkbox, Radio, Select, Switch, Tabs } from "@mantine/core";
import { useState } from "react";
import { ApiError } from "../api/errors.ts";
import { toast } from "../shell/toasts.tsx";
import { AreaField, Form, PasswordField, Submit, TextField } from "../ui/form.tsx";
import { Part } from "./part.tsx";
import style from "./style-screen.module.css";

const taken = msg`This name is taken. Try juniper-workshop.`;

export function Fields() {
  const { t, i18n } = useLingui();
  const [error] = useState(
    () =>
      new ApiError(400, { tag: "input", message: "", fields: [{ path: "slug", message: i18n._(taken) }] }),
  );
  return (
    <Part title={t`Fields`}>
      <div className={style.columns}>
        <Form onSubmit={() => toast({ message: t`Saved.`, tone: "good" })}>
          <TextField
            name="name"
            label={t`Name`}
            description={t`As the community will see it.`}
            placeholder="Ana María Ruiz"
          />
          <PasswordField name="password" label={t`Password`} defaultValue="juniper-1987" />
          <Select
            name="desk"
            label={t`Desk`}
            data={[t`Support`, t`Marketing`]}
            defaultValue={t`Support`}
            allowDeselect={false}
          />
          <AreaField name="note" label={t`Note`} autosize minRows={2} />
          <Submit>{t`Save`}</Submit>
        </Form>
        <div className={style.stack}>
          <Form error={error} onSubmit={() => {}}>
            <TextField name="slug" label={t`Address of the workspace`} defaultValue="juniper" />
          </Form>
          <Checkbox label={t`Sign my replies`} defaultChecked />
          <Checkbox label={t`Tell me by e-mail`} />
          <Switch label={t`Paused`} defaultChecked />
          <Radio.Group name="visibility" label={t`Who may read it`} defaultValue="public">
            <div className={style.row}>
              <Radio value="public" label={t`Everyone`} />
              <Radio value="followers" label={t`Followers`} />
            </div>
          </Radio.Group>
          <Tabs defaultValue="open">
            <Tabs.List>
              <Tabs.Tab value="open">{t`Open`}</Tabs.Tab>
              <Tabs.Tab value="snoozed">{t`Snoozed`}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="open" pt="xs">
              {t`Waiting for an answer.`}
            </Tabs.Panel>
            <Tabs.Panel value="snoozed" pt="xs">
              {t`Back tomorrow.`}
            </Tabs.Panel>
          </Tabs>
        </div>
      </div>
    </Part>
  );
}
