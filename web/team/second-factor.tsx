import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import { Form, Submit, TextField } from "../ui/form.tsx";
import { faultsOf } from "./checks.ts";
import style from "./door.module.css";
import { Door } from "./door.tsx";

/** The second step of signing in: a code of the app, or one of the backup codes. */
export function SecondFactor({ onDone, onBack }: { onDone(): unknown; onBack(): void }) {
  const { t } = useLingui();
  const [backup, setBackup] = useState(false);
  const [fault, setFault] = useState<unknown>();
  const verify = useMutation({
    mutationFn: ({ code, trust }: { code: string; trust: boolean }) => {
      const body = { code, trustDevice: trust };
      return unwrap(
        backup
          ? api.POST("/auth/two-factor/verify-backup-code", { body })
          : api.POST("/auth/two-factor/verify-totp", { body }),
      );
    },
    onSuccess: () => onDone(),
    onError: setFault,
  });
  // Too long ago, or another browser: only the password can begin again.
  const lost = fault instanceof ApiError && fault.status === 401;
  const other = () => {
    setBackup(!backup);
    setFault(undefined);
  };
  return (
    <Door
      key={backup ? "backup" : "app"}
      title={backup ? t`A backup code` : t`One more thing`}
      lead={
        backup ? (
          <Trans>Type one of the codes you kept when you set up the second factor. Each works once.</Trans>
        ) : (
          <Trans>Type the six digits that your authenticator app shows for Rapport.</Trans>
        )
      }
      foot={
        <div className={style.row}>
          <button type="button" className={style.plain} onClick={other}>
            {backup ? <Trans>Use the authenticator app</Trans> : <Trans>I do not have the app at hand</Trans>}
          </button>
          <button type="button" className={style.plain} onClick={onBack}>
            <Trans>Begin again</Trans>
          </button>
        </div>
      }
    >
      <Form
        error={fault}
        busy={verify.isPending}
        onSubmit={(values) => {
          const code = (values.code ?? "").replace(/\s/g, "");
          const faults = faultsOf({ code: !code && t`Type a code.` });
          if (lost) return onBack();
          if (faults) return setFault(faults);
          setFault(undefined);
          verify.mutate({ code, trust: values.trust === "on" });
        }}
      >
        <div className={style.code}>
          <TextField
            name="code"
            label={backup ? t`Backup code` : t`Code`}
            autoComplete="one-time-code"
            inputMode={backup ? "text" : "numeric"}
            maxLength={backup ? 30 : 7}
            autoFocus
          />
        </div>
        <Checkbox name="trust" label={t`Do not ask on this machine for 30 days`} />
        <Submit wide>{lost ? <Trans>Begin again</Trans> : <Trans>Sign in</Trans>}</Submit>
      </Form>
    </Door>
  );
}
