import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { useCommands } from "../shell/commands.ts";
import { Page } from "../shell/page.tsx";
import { useSession } from "../shell/session.ts";
import { useShortcuts } from "../shell/shortcuts.ts";
import { Coverage } from "./coverage.tsx";
import { Desks } from "./desks.tsx";
import { Invitations } from "./invitations.tsx";
import { isLead, teammatesQuery, watchTeam } from "./team-api.ts";
import style from "./team-screen.module.css";
import { TeammateRow } from "./teammate-row.tsx";

const InviteDialog = lazy(() => import("./invite-dialog.tsx").then((m) => ({ default: m.InviteDialog })));

/** Who is behind the brand, at which desks, and when they are there. */
export function TeamScreen() {
  const { t } = useLingui();
  const { teammate } = useSession();
  const { data: teammates } = useSuspenseQuery(teammatesQuery);
  const [inviting, setInviting] = useState<"never" | "open" | "closed">("never");
  const lead = isLead(teammate.role);
  const invite = () => setInviting("open");
  useEffect(watchTeam, []);
  useCommands(
    lead
      ? [
          {
            id: "team.invite",
            label: t`Invite a teammate`,
            keywords: "add",
            group: t`Team`,
            keys: "i",
            run: invite,
          },
        ]
      : [],
  );
  useShortcuts([{ keys: "i", label: t`Invite a teammate`, group: t`Team`, enabled: lead, run: invite }]);
  return (
    <Page
      title={t`Team`}
      lead={<Trans>The people behind the brand. Every answer is signed by one of them.</Trans>}
      actions={
        lead && (
          <Button leftSection={<IconUserPlus size={17} stroke={1.7} />} onClick={invite}>
            <Trans>Invite a teammate</Trans>
          </Button>
        )
      }
    >
      <section className={style.section} aria-label={t`Teammates`}>
        <ul className={style.people}>
          {teammates.map((one) => (
            <TeammateRow key={one.id} teammate={one} />
          ))}
        </ul>
      </section>
      {lead && <Invitations />}
      <Coverage teammates={teammates} />
      <Desks teammates={teammates} />
      <Suspense>
        {inviting !== "never" && (
          <InviteDialog open={inviting === "open"} onClose={() => setInviting("closed")} />
        )}
      </Suspense>
    </Page>
  );
}
