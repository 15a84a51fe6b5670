import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, Navigate, useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { sessionQuery } from "../shell/session.ts";
import { Form, PasswordField, Submit, TextField } from "../ui/form.tsx";
import { Note } from "../ui/note.tsx";
import { arrive, safeNext } from "./arrive.ts";
import { checkEmail, faultsOf } from "./checks.ts";
import style from "./door.module.css";
import { Door } from "./door.tsx";
import { SecondFactor } from "./second-factor.tsx";

/** E-mail and password, then a code when the user has a second factor. */
export function SignInScreen() {
  const { t } = useLingui();
  const router = useRouter();
  const search = useSearch({ strict: false }) as { next?: string; out?: boolean; reset?: boolean };
  const { data: session } = useQuery(sessionQuery);
  const [needsCode, setNeedsCode] = useState(false);
  const [fault, setFault] = useState<unknown>();
  const enter = async () => {
    await arrive();
    router.history.replace(safeNext(search.next));
  };
  const signIn = useMutation({
    mutationFn: (values: Record<string, string>) =>
      unwrap(
        api.POST("/auth/sign-in/email", {
          body: { email: values.email ?? "", password: values.password ?? "", rememberMe: true },
        }),
      ),
    onSuccess: (answer) => (answer.twoFactorRedirect ? setNeedsCode(true) : enter()),
    onError: setFault,
  });

  if (session?.firstRun) return <Navigate to={"/welcome" as "/"} replace />;
  if (needsCode) return <SecondFactor onDone={enter} onBack={() => setNeedsCode(false)} />;
  return (
    <Door
      title={t`Good to see you`}
      lead={<Trans>Sign in to your workspace.</Trans>}
      foot={<Trans>New here? A lead of your team sends you a link.</Trans>}
    >
      <div className={style.stack}>
        {search.out && !signIn.isError && (
          <Note tone="good">
            <Trans>You are signed out. Nothing of yours is left on this machine.</Trans>
          </Note>
        )}
        {search.reset && !signIn.isError && (
          <Note tone="good">
            <Trans>Your new password is set. Sign in with it.</Trans>
          </Note>
        )}
        <Form
          error={fault}
          busy={signIn.isPending}
          onSubmit={(values) => {
            const faults = faultsOf({
              email: checkEmail(values.email),
              password: !values.password && t`Type your password.`,
            });
            if (faults) return setFault(faults);
            setFault(undefined);
            signIn.mutate(values);
          }}
        >
          <TextField
            name="email"
            type="email"
            label={t`E-mail`}
            autoComplete="username"
            inputMode="email"
            autoFocus
          />
          <PasswordField name="password" label={t`Password`} autoComplete="current-password" />
          <div className={style.row}>
            <Submit>
              <Trans>Sign in</Trans>
            </Submit>
            <Link to={"/forgot-password" as "/"}>
              <Trans>I forgot my password</Trans>
            </Link>
          </div>
        </Form>
      </div>
    </Door>
  );
}
