import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { CopyField } from "../ui/copy-field.tsx";
import { Form, Submit, TextField } from "../ui/form.tsx";
import { QrCode } from "./qr-code.tsx";
import style from "./settings.module.css";

/** Shows the app what to make codes from, and asks for the first one as proof that it works. */
export function EnrolFactor({ uri, onDone }: { uri: string; onDone(): void }) {
  const { t } = useLingui();
  const secret = new URL(uri).searchParams.get("secret") ?? "";
  const verify = useMutation({
    mutationFn: (code: string) =>
      unwrap(api.POST("/auth/two-factor/verify-totp", { body: { code: code.replace(/\s/g, "") } })),
    onSuccess: onDone,
  });
  return (
    <div className={style.stack}>
      <p>
        <Trans>Scan this with an authenticator app (any will do), then type the code that it shows.</Trans>
      </p>
      <QrCode text={uri} label={t`The code to scan with the app`} />
      <CopyField label={t`Or type this key into the app`} value={secret} />
      <Form error={verify.error} busy={verify.isPending} onSubmit={({ code = "" }) => verify.mutate(code)}>
        <TextField
          name="code"
          label={t`Code`}
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={7}
          className={style.code}
          autoFocus
        />
        <Submit>
          <Trans>Switch it on</Trans>
        </Submit>
      </Form>
    </div>
  );
}
