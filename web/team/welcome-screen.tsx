import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import { type Language, speak } from "../i18n.ts";
import { announce } from "../shell/announce.tsx";
import { Loading } from "../shell/loading.tsx";
import { sessionQuery } from "../shell/session.ts";
import { Form, PasswordField, Submit, TextField } from "../ui/form.tsx";
import { arrive } from "./arrive.ts";
import { checkEmail, checkName, checkPassword, faultsOf, shortestPassword } from "./checks.ts";
import style from "./door.module.css";
import { Door } from "./door.tsx";
import { LanguageField } from "./language-field.tsx";
import { NoWorkspace } from "./no-workspace.tsx";
import { ZoneField } from "./zone-field.tsx";
import { ownZone } from "./zones.ts";

const ofYou = ["name", "email", "password"];

/** The very first screen: who leads, then the brand. Later visitors are sent where they belong. */
export function WelcomeScreen() {
  const { data: session, error } = useQuery(sessionQuery);
  if (error) throw error;
  if (!session) return <Loading />;
  if (session.workspace) return <Navigate to="/" replace />;
  if (session.user) return <NoWorkspace email={session.user.email} />;
  if (!session.firstRun) return <Navigate to={"/sign-in" as "/"} replace />;
  return <FirstRun />;
}

function FirstRun() {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const [step, setStep] = useState<1 | 2>(1);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [fault, setFault] = useState<unknown>();
  const make = useMutation({
    mutationFn: (all: Record<string, string>) =>
      unwrap(
        api.POST("/first-run", {
          body: {
            name: all.name ?? "",
            email: all.email ?? "",
            password: all.password ?? "",
            workspaceName: all.workspaceName ?? "",
            timeZone: all.timeZone || ownZone(),
            language: i18n.locale as Language,
          },
        }),
      ),
    async onSuccess({ workspace }) {
      await arrive(workspace.id);
      announce(t`Your workspace is ready.`);
      await navigate({ href: "/channels/connect?first=true", replace: true });
    },
    onError(error) {
      const faulty = error instanceof ApiError ? error.fields.map(({ path }) => path) : [];
      if (faulty.some((path) => ofYou.includes(path))) setStep(1);
      setFault(error);
    },
  });
  const go = (to: 1 | 2, values: Record<string, string>) => {
    setTyped((before) => ({ ...before, ...values }));
    setFault(undefined);
    setStep(to);
  };

  if (step === 1)
    return (
      <Door
        key="you"
        title={t`Welcome`}
        lead={
          <Trans>Let us set a table for your community. First, who will be sitting at the head of it?</Trans>
        }
      >
        <Steps now={1} />
        <Form
          error={fault}
          onSubmit={(values) => {
            const faults = faultsOf({
              name: checkName(values.name),
              email: checkEmail(values.email),
              password: checkPassword(values.password),
            });
            if (faults) setFault(faults);
            else go(2, values);
          }}
        >
          <TextField
            name="name"
            label={t`Your name`}
            description={t`As the community will read it under your answers.`}
            autoComplete="name"
            defaultValue={typed.name ?? ""}
            autoFocus
          />
          <TextField
            name="email"
            type="email"
            label={t`E-mail`}
            autoComplete="username"
            inputMode="email"
            defaultValue={typed.email ?? ""}
          />
          <PasswordField
            name="password"
            label={t`Password`}
            description={t`At least ${shortestPassword} characters. A sentence only you would say works well.`}
            autoComplete="new-password"
            defaultValue={typed.password ?? ""}
          />
          <Submit wide>
            <Trans>Continue</Trans>
          </Submit>
        </Form>
      </Door>
    );

  return (
    <Door
      key="brand"
      title={t`And the brand`}
      lead={<Trans>What your team is called, and where its day begins.</Trans>}
    >
      <Steps now={2} />
      <Form
        error={fault}
        busy={make.isPending}
        onSubmit={(values) => {
          const faults = faultsOf({
            workspaceName: !values.workspaceName?.trim() && t`What is the brand called?`,
          });
          setTyped((before) => ({ ...before, ...values }));
          if (faults) setFault(faults);
          else make.mutate({ ...typed, ...values });
        }}
      >
        <TextField
          name="workspaceName"
          label={t`Name of the workspace`}
          description={t`The brand or community that you speak for.`}
          autoComplete="organization"
          defaultValue={typed.workspaceName ?? ""}
          autoFocus
        />
        <ZoneField
          label={t`Time zone`}
          help={t`The workspace's days begin and end in it. Your own can differ.`}
          initial={typed.timeZone || ownZone()}
        />
        <LanguageField
          label={t`Language`}
          value={i18n.locale as Language}
          onChange={(code) => void speak(code)}
        />
        <div className={style.row}>
          <Button variant="subtle" onClick={() => go(1, {})}>
            <Trans>Back</Trans>
          </Button>
          <Submit>
            <Trans>Open the workspace</Trans>
          </Submit>
        </div>
      </Form>
    </Door>
  );
}

function Steps({ now }: { now: 1 | 2 }) {
  return (
    <p className={style.steps}>
      <i data-done="true" />
      <i data-done={now === 2} />
      <span>
        <Trans>Step {now} of 2</Trans>
      </span>
    </p>
  );
}
