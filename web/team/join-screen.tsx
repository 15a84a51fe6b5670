import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import { type Language, language } from "../i18n.ts";
import { Loading } from "../shell/loading.tsx";
import { sessionQuery, signOut } from "../shell/session.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Form, PasswordField, Submit, TextField } from "../ui/form.tsx";
import { Note } from "../ui/note.tsx";
import { arrive } from "./arrive.ts";
import { checkEmail, checkName, checkPassword, faultsOf, shortestPassword } from "./checks.ts";
import style from "./door.module.css";
import { Door } from "./door.tsx";
import { useRoleNames } from "./role-names.ts";
import { ownZone } from "./zones.ts";

/** Where an invitation's link leads: joins as who is signed in, or as a new user. */
export function JoinScreen() {
  const { t } = useLingui();
  const { token = "" } = useParams({ strict: false }) as { token?: string };
  const roleNames = useRoleNames();
  const { data: session } = useQuery(sessionQuery);
  const invitation = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => unwrap(api.GET("/invitations/by-token/{token}", { params: { path: { token } } })),
    retry: false,
  });
  if (invitation.error instanceof ApiError && invitation.error.status !== 404) throw invitation.error;
  if (invitation.isError)
    return (
      <Door title={t`This is not an invitation`}>
        <Note tone="warn">
          <Trans>The link may have been cut short. Copy all of it, or ask for it again.</Trans>
        </Note>
      </Door>
    );
  if (!invitation.data || !session) return <Loading />;
  const { workspace, invitedBy, role, state, email, known } = invitation.data;
  if (state !== "pending") return <Spent state={state} invitedBy={invitedBy} />;
  const roleName = roleNames[role].name;
  // As an element: Lingui reads a string's own "<" as markup.
  const inviter = <bdi>{invitedBy}</bdi>;
  return (
    <Door
      title={workspace}
      lead={
        <Trans>
          {inviter} invites you to the team, as <b>{roleName}</b>. {roleNames[role].means}
        </Trans>
      }
    >
      {session.user ? (
        <AsSignedIn token={token} name={session.user.name} email={session.user.email} />
      ) : known ? (
        <SignInFirst token={token} email={email ?? ""} />
      ) : (
        <AsNewUser token={token} email={email} />
      )}
    </Door>
  );
}

function useJoin(token: string, onError: (error: unknown) => void) {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (draft: { name?: string; email?: string; password?: string; language?: Language }) =>
      unwrap(
        api.POST("/invitations/by-token/{token}/acceptance", {
          params: { path: { token } },
          body: { ...draft, timeZone: ownZone() },
        }),
      ),
    onError,
    async onSuccess({ workspace }) {
      await arrive(workspace.id);
      await navigate({ href: "/inbox", replace: true });
    },
  });
}

function AsNewUser({ token, email }: { token: string; email: string | null }) {
  const { t } = useLingui();
  const [fault, setFault] = useState<unknown>();
  const join = useJoin(token, setFault);
  const taken = fault instanceof ApiError && fault.status === 409;
  return (
    <div className={style.stack}>
      <Form
        error={fault}
        busy={join.isPending}
        onSubmit={(values) => {
          const { name = "", password = "" } = values;
          const faults = faultsOf({
            name: checkName(name),
            email: !email && checkEmail(values.email),
            password: checkPassword(password),
          });
          setFault(faults);
          if (faults) return;
          join.mutate({
            name,
            password,
            language: language(),
            ...(email ? {} : { email: values.email ?? "" }),
          });
        }}
      >
        <TextField
          name="name"
          label={t`Your name`}
          description={t`As the community will read it under your answers.`}
          autoComplete="name"
          autoFocus
        />
        <TextField
          name="email"
          type="email"
          label={t`E-mail`}
          autoComplete="username"
          defaultValue={email ?? ""}
          readOnly={email !== null}
        />
        <PasswordField
          name="password"
          label={t`Password`}
          description={t`At least ${shortestPassword} characters. A sentence only you would say works well.`}
          autoComplete="new-password"
        />
        <Submit wide>
          <Trans>Join the team</Trans>
        </Submit>
      </Form>
      <SignInLink token={token} tone={taken ? "strong" : "plain"} />
    </div>
  );
}

function SignInLink({ token, tone }: { token: string; tone: "plain" | "strong" }) {
  const next = `/sign-in?next=${encodeURIComponent(`/join/${token}`)}`;
  return tone === "strong" ? (
    <Button component="a" href={next} variant="default">
      <Trans>Sign in and join</Trans>
    </Button>
  ) : (
    <p>
      <a href={next}>
        <Trans>I have a user here already</Trans>
      </a>
    </p>
  );
}

function SignInFirst({ token, email }: { token: string; email: string }) {
  return (
    <div className={style.stack}>
      <Note tone="info">
        <Trans>
          <b>{email}</b> has a user here already. Sign in and you are one step from the team.
        </Trans>
      </Note>
      <SignInLink token={token} tone="strong" />
    </div>
  );
}

function AsSignedIn({ token, name, email }: { token: string; name: string; email: string }) {
  const { t } = useLingui();
  const [fault, setFault] = useState<unknown>();
  const join = useJoin(token, setFault);
  return (
    <div className={style.stack}>
      <div className={style.inviter}>
        <Avatar name={name} size={40} />
        <span>
          <b>{name}</b>
          <br />
          {email}
        </span>
      </div>
      {fault instanceof Error && <Note tone="bad">{fault.message}</Note>}
      <Button loading={join.isPending} onClick={() => join.mutate({})}>
        {t`Join as ${name}`}
      </Button>
      <p>
        <button type="button" className={style.plain} onClick={() => void signOut(`/join/${token}`)}>
          <Trans>I am somebody else</Trans>
        </button>
      </p>
    </div>
  );
}

function Spent({ state, invitedBy }: { state: "accepted" | "revoked" | "expired"; invitedBy: string }) {
  const { t } = useLingui();
  const why = {
    accepted: t`Somebody has joined with this link; each works once.`,
    revoked: t`This invitation was taken back.`,
    expired: t`Invitations last seven days, and this one is older.`,
  };
  return (
    <Door
      title={t`This invitation has ended`}
      foot={
        <Link to={"/sign-in" as "/"}>
          <Trans>Sign in</Trans>
        </Link>
      }
    >
      <Note tone="warn">
        {why[state]} {t`Ask ${invitedBy} for a new one.`}
      </Note>
    </Door>
  );
}
