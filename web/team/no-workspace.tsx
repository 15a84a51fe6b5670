import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { signOut } from "../shell/session.ts";
import { Door } from "./door.tsx";

/** Signed in, but on no team (any more): says so and how to get on one. */
export function NoWorkspace({ email }: { email: string }) {
  const { t } = useLingui();
  return (
    <Door
      title={t`You are on no team yet`}
      lead={
        <Trans>
          Ask a lead for an invitation to <b>{email}</b>, then open its link here. If you were on a team, your
          membership has ended.
        </Trans>
      }
    >
      <Button variant="default" onClick={() => void signOut()}>
        <Trans>Sign out</Trans>
      </Button>
    </Door>
  );
}
