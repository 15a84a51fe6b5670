import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { sessionQuery, useSession } from "../shell/session.ts";
import { toast } from "../shell/toasts.tsx";
import { Form, PasswordField, Submit } from "../ui/form.tsx";
import { Tag } from "../ui/tag.tsx";
import { BackupCodes } from "./backup-codes.tsx";
import { EnrolFactor } from "./enrol-factor.tsx";
import { Part } from "./pane.tsx";
import style from "./settings.module.css";

type Doing = "enable" | "codes" | "disable";
type Shown =
  | { step: "password" }
  | { step: "enrol"; uri: string; codes: string[] }
  | { step: "codes"; codes: string[] };

/** A code from an app beside the password: set up, new backup codes, switch off. Each begins with the password. */
export function SecondFactorPart() {
  const { t } = useLingui();
  const { user } = useSession();
  const [doing, setDoing] = useState<Doing>("enable");
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<Shown>({ step: "password" });
  const begin = (what: Doing) => {
    ask.reset();
    setDoing(what);
    setShown({ step: "password" });
    setOpen(true);
  };
  const refresh = () => queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  const ask = useMutation({
    mutationFn: async (password: string): Promise<Shown | undefined> => {
      const body = { password };
      if (doing === "enable") {
        const { totpURI, backupCodes } = await unwrap(api.POST("/auth/two-factor/enable", { body }));
        return { step: "enrol", uri: totpURI, codes: backupCodes };
      }
      if (doing === "codes") {
        const { backupCodes } = await unwrap(api.POST("/auth/two-factor/generate-backup-codes", { body }));
        return { step: "codes", codes: backupCodes };
      }
      await unwrap(api.POST("/auth/two-factor/disable", { body }));
      return undefined;
    },
    async onSuccess(next) {
      if (next) return setShown(next);
      setOpen(false);
      await refresh();
      toast({ message: t`The second factor is off.` });
    },
  });
  const titles = {
    enable: t`Set up a second factor`,
    codes: t`New backup codes`,
    disable: t`Switch the second factor off`,
  };
  const verbs = { enable: t`Continue`, codes: t`Make new codes`, disable: t`Switch it off` };
  return (
    <Part
      title={t`Second factor`}
      lead={
        <Trans>
          A code from an app on your phone, asked for after the password. Whoever learns your password still
          cannot speak for the brand.
        </Trans>
      }
    >
      {user.secondFactor ? (
        <div className={style.row}>
          <Tag tone="good">
            <Trans>on</Trans>
          </Tag>
          <Button variant="default" onClick={() => begin("codes")}>
            <Trans>New backup codes</Trans>
          </Button>
          <Button variant="subtle" color="bad" onClick={() => begin("disable")}>
            <Trans>Switch it off</Trans>
          </Button>
        </div>
      ) : (
        <Button className={style.start} onClick={() => begin("enable")}>
          <Trans>Set it up</Trans>
        </Button>
      )}
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={titles[doing]}
        // Codes are shown once: a click beside the dialog must not lose them.
        closeOnClickOutside={shown.step === "password"}
        closeButtonProps={{ "aria-label": t`Close` }}
      >
        {shown.step === "password" && (
          <Form error={ask.error} busy={ask.isPending} onSubmit={({ password = "" }) => ask.mutate(password)}>
            {doing === "codes" && (
              <p>
                <Trans>The former codes stop working.</Trans>
              </p>
            )}
            <PasswordField
              name="password"
              label={t`Your password`}
              autoComplete="current-password"
              data-autofocus
            />
            <Submit>{verbs[doing]}</Submit>
          </Form>
        )}
        {shown.step === "enrol" && (
          <EnrolFactor
            uri={shown.uri}
            onDone={() => {
              setShown({ step: "codes", codes: shown.codes });
              void refresh();
            }}
          />
        )}
        {shown.step === "codes" && <BackupCodes codes={shown.codes} onDone={() => setOpen(false)} />}
      </Modal>
    </Part>
  );
}
