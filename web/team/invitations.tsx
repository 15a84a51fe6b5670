import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { toast } from "../shell/toasts.tsx";
import { Tag } from "../ui/tag.tsx";
import { RelativeTime } from "../ui/time.tsx";
import { useRoleNames } from "./role-names.ts";
import { desksQuery, type Invitation, invitationsQuery, teammatesQuery } from "./team-api.ts";
import style from "./team-screen.module.css";

/** Invitations that nobody has taken yet; nothing at all when there are none. */
export function Invitations() {
  const { data: all } = useSuspenseQuery(invitationsQuery);
  const open = all.filter(({ state }) => state === "pending");
  if (open.length === 0) return null;
  return (
    <section className={style.section}>
      <h2>
        <Trans>Invited</Trans>
      </h2>
      <ul className={style.people}>
        {open.map((invitation) => (
          <Pending key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </section>
  );
}

function Pending({ invitation }: { invitation: Invitation }) {
  const { t } = useLingui();
  const roleNames = useRoleNames();
  const { data: desks } = useSuspenseQuery(desksQuery());
  const { data: teammates } = useSuspenseQuery(teammatesQuery);
  const by = teammates.find(({ id }) => id === invitation.createdBy)?.name;
  const places = desks.filter(({ id }) => invitation.deskIds.includes(id)).map(({ name }) => name);
  const who = invitation.email ?? t`Whoever has the link`;
  const revoke = useMutation({
    mutationFn: () =>
      unwrap(api.POST("/invitations/{id}/revocation", { params: { path: { id: invitation.id } } })),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: invitationsQuery.queryKey });
      toast({ message: t`The invitation was taken back; its link no longer works.` });
    },
    onError: (error) => toast({ message: error.message, tone: "bad" }),
  });
  return (
    <li className={style.invited}>
      <div className={style.who}>
        <p className={style.name}>
          <b>{who}</b>
          <Tag>{roleNames[invitation.role].name}</Tag>
        </p>
        <p className={style.faint}>
          {places.length > 0 && <>{places.join(", ")} · </>}
          {by && <>{t`invited by ${by}`} · </>}
          <Trans>
            ends <RelativeTime at={invitation.expiresAt} />
          </Trans>
        </p>
      </div>
      <Button variant="default" size="xs" loading={revoke.isPending} onClick={() => revoke.mutate()}>
        <Trans>Take back</Trans>
        <span className="visually-hidden"> · {who}</span>
      </Button>
    </li>
  );
}
