import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import { Form, Submit, TextField } from "../ui/form.tsx";
import { Note } from "../ui/note.tsx";
import { checkEmail, faultsOf } from "./checks.ts";
import { Door } from "./door.tsx";

/** Asks for a link to set a new password; says what to do where the installation sends no e-mail. */
export function ForgotScreen() {
  const { t } = useLingui();
  const [fault, setFault] = useState<unknown>();
  const ask = useMutation({
    mutationFn: (email: string) => unwrap(api.POST("/auth/request-password-reset", { body: { email } })),
    onError: setFault,
  });
  const mailless = fault instanceof ApiError && fault.tag === "unavailable";
  const back = (
    <Link to={"/sign-in" as "/"}>
      <Trans>Back to signing in</Trans>
    </Link>
  );
  if (ask.isSuccess)
    return (
      <Door title={t`Look at your inbox`} foot={back}>
        <Note tone="good">
          <Trans>
            If {ask.variables} belongs to somebody here, a link is on its way. It works for an hour and only
            once.
          </Trans>
        </Note>
      </Door>
    );
  if (mailless)
    return (
      <Door title={t`No e-mail from here`} foot={back}>
        <Note tone="info">
          <p>{fault.message}</p>
          <p>
            <Trans>
              With SMTP_URL and MAIL_FROM set, Rapport can send you a link the next time you come here.
            </Trans>
          </p>
        </Note>
      </Door>
    );
  return (
    <Door
      title={t`A new password`}
      lead={<Trans>Tell us your address and we will send you a link.</Trans>}
      foot={back}
    >
      <Form
        error={fault}
        busy={ask.isPending}
        onSubmit={({ email = "" }) => {
          const faults = faultsOf({ email: checkEmail(email) });
          setFault(faults);
          if (!faults) ask.mutate(email.trim());
        }}
      >
        <TextField name="email" type="email" label={t`E-mail`} autoComplete="username" autoFocus />
        <Submit wide>
          <Trans>Send the link</Trans>
        </Submit>
      </Form>
    </Door>
  );
}
