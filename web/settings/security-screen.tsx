import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { useSession } from "../shell/session.ts";
import { toast } from "../shell/toasts.tsx";
import { checkEmail, checkPassword, faultsOf, shortestPassword } from "../team/checks.ts";
import { Form, PasswordField, Submit, TextField } from "../ui/form.tsx";
import { Pane, Part } from "./pane.tsx";
import { profileChanged } from "./profile-api.ts";
import { SecondFactorPart } from "./second-factor.tsx";
import { SessionsPart } from "./sessions-part.tsx";

/** What keeps others out: password, second factor, where I am signed in. */
export function SecurityScreen() {
  const { t } = useLingui();
  return (
    <Pane title={t`Security`} lead={<Trans>You hold the brand's voice. This keeps it yours.</Trans>}>
      <SecondFactorPart />
      <PasswordPart />
      <EmailPart />
      <SessionsPart />
    </Pane>
  );
}

function PasswordPart() {
  const { t } = useLingui();
  const [fault, setFault] = useState<unknown>();
  const [round, setRound] = useState(0);
  const change = useMutation({
    mutationFn: (body: { password: string; newPassword: string }) =>
      unwrap(api.POST("/me/password", { body })),
    async onSuccess() {
      setRound(round + 1);
      await queryClient.invalidateQueries({ queryKey: ["sessions"] });
      toast({ message: t`Your password is changed. You were signed out everywhere else.`, tone: "good" });
    },
    onError: setFault,
  });
  return (
    <Part title={t`Password`} lead={<Trans>A new one signs you out everywhere else.</Trans>}>
      <Form
        key={round}
        error={fault}
        busy={change.isPending}
        onSubmit={({ password = "", newPassword = "" }) => {
          const faults = faultsOf({
            password: !password && t`Type your password.`,
            newPassword: checkPassword(newPassword),
          });
          setFault(faults);
          if (!faults) change.mutate({ password, newPassword });
        }}
      >
        <PasswordField name="password" label={t`Present password`} autoComplete="current-password" />
        <PasswordField
          name="newPassword"
          label={t`New password`}
          description={t`At least ${shortestPassword} characters. A sentence only you would say works well.`}
          autoComplete="new-password"
        />
        <Submit>
          <Trans>Change the password</Trans>
        </Submit>
      </Form>
    </Part>
  );
}

function EmailPart() {
  const { t } = useLingui();
  const { user } = useSession();
  const [fault, setFault] = useState<unknown>();
  const [round, setRound] = useState(0);
  const change = useMutation({
    mutationFn: (body: { email: string; password: string }) => unwrap(api.POST("/me/email", { body })),
    async onSuccess() {
      setRound(round + 1);
      await profileChanged();
      toast({ message: t`From now on you sign in with the new address.`, tone: "good" });
    },
    onError: setFault,
  });
  return (
    <Part
      title={t`E-mail`}
      lead={
        <Trans>
          You sign in as <b>{user.email}</b>.
        </Trans>
      }
    >
      <Form
        key={round}
        error={fault}
        busy={change.isPending}
        onSubmit={({ email = "", password = "" }) => {
          const faults = faultsOf({
            email: checkEmail(email),
            password: !password && t`Type your password.`,
          });
          setFault(faults);
          if (!faults) change.mutate({ email: email.trim(), password });
        }}
      >
        <TextField name="email" type="email" label={t`New e-mail`} autoComplete="email" />
        <PasswordField name="password" label={t`Password`} autoComplete="current-password" />
        <Submit>
          <Trans>Change the e-mail</Trans>
        </Submit>
      </Form>
    </Part>
  );
}
