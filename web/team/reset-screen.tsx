import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { fieldError } from "../api/errors.ts";
import { Form, PasswordField, Submit } from "../ui/form.tsx";
import { Note } from "../ui/note.tsx";
import { checkPassword, faultsOf, shortestPassword } from "./checks.ts";
import { Door } from "./door.tsx";

/** Where the link of the e-mail leads: sets a new password and ends every session. */
export function ResetScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { token } = useSearch({ strict: false }) as { token?: string };
  const [fault, setFault] = useState<unknown>();
  const set = useMutation({
    mutationFn: (newPassword: string) =>
      unwrap(api.POST("/auth/reset-password", { body: { token: token ?? "", newPassword } })),
    onSuccess: () => navigate({ href: "/sign-in?reset=true", replace: true }),
    onError: setFault,
  });
  const spent = token
    ? fieldError(fault, "token")
    : t`This link is not complete. Open it from the e-mail again.`;
  if (spent)
    return (
      <Door title={t`This link has ended`}>
        <Note
          tone="warn"
          actions={
            <Button component={Link} to={"/forgot-password" as "/"} variant="default">
              <Trans>Ask for a new one</Trans>
            </Button>
          }
        >
          {spent}
        </Note>
      </Door>
    );
  return (
    <Door
      title={t`Your new password`}
      lead={<Trans>Wherever you were signed in, you will be signed out.</Trans>}
    >
      <Form
        error={fault}
        busy={set.isPending}
        onSubmit={({ newPassword = "" }) => {
          const faults = faultsOf({ newPassword: checkPassword(newPassword) });
          setFault(faults);
          if (!faults) set.mutate(newPassword);
        }}
      >
        <PasswordField
          name="newPassword"
          label={t`New password`}
          description={t`At least ${shortestPassword} characters. A sentence only you would say works well.`}
          autoComplete="new-password"
          autoFocus
        />
        <Submit wide>
          <Trans>Set the password</Trans>
        </Submit>
      </Form>
    </Door>
  );
}
