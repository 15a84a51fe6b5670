import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "../shell/toasts.tsx";
import { ZoneField } from "../team/zone-field.tsx";
import { AreaField, Form, Submit, TextField } from "../ui/form.tsx";
import { LanguagesField } from "./languages-field.tsx";
import { Pane } from "./pane.tsx";
import { PortraitField } from "./portrait-field.tsx";
import { profileQuery, saveProfile } from "./profile-api.ts";
import { SignaturePreview } from "./signature-preview.tsx";

/** Who I am to the team and to the community. */
export function ProfileScreen() {
  const { t } = useLingui();
  const { data: me } = useSuspenseQuery(profileQuery);
  const [languages, setLanguages] = useState(me.languages);
  const [typed, setTyped] = useState({ name: me.name, signature: me.signature ?? "" });
  const save = useMutation({
    mutationFn: (values: Record<string, string>) =>
      saveProfile({
        name: values.name ?? "",
        pronouns: values.pronouns?.trim() || null,
        timeZone: values.timeZone || me.timeZone,
        signature: values.signature?.trim() || null,
        languages,
      }),
    onSuccess: () => toast({ message: t`Your profile is saved.`, tone: "good" }),
  });
  return (
    <Pane title={t`Profile`} lead={<Trans>Every answer is signed by a person. This is you.</Trans>}>
      <PortraitField name={me.name} portrait={me.portrait} id={me.id} />
      <Form error={save.error} busy={save.isPending} onSubmit={(values) => save.mutate(values)}>
        <TextField
          name="name"
          label={t`Name`}
          autoComplete="name"
          value={typed.name}
          onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })}
        />
        <TextField
          name="pronouns"
          label={t`Pronouns (optional)`}
          defaultValue={me.pronouns ?? ""}
          maxLength={60}
          autoComplete="off"
        />
        <LanguagesField value={languages} onChange={setLanguages} />
        <ZoneField
          label={t`Time zone`}
          help={t`Your hours and the times you see are in it.`}
          initial={me.timeZone}
        />
        <AreaField
          name="signature"
          label={t`Signature (optional)`}
          description={t`Under your answers, where the channel asks for a name. Empty: your name.`}
          value={typed.signature}
          onChange={(event) => setTyped({ ...typed, signature: event.currentTarget.value })}
          maxLength={200}
          autosize
          minRows={1}
        />
        <SignaturePreview name={typed.name} signature={typed.signature} />
        <Submit>
          <Trans>Save the profile</Trans>
        </Submit>
      </Form>
    </Pane>
  );
}
