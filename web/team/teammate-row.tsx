import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Menu } from "@mantine/core";
import { IconDoorExit, IconDots, IconPencil } from "@tabler/icons-react";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { confirm } from "../shell/confirm.tsx";
import { sessionQuery, useSession } from "../shell/session.ts";
import { toast } from "../shell/toasts.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { Tag } from "../ui/tag.tsx";
import { DeskDot } from "./desk-dot.tsx";
import { useRoleNames } from "./role-names.ts";
import { desksQuery, isLead, type Teammate, teammatesQuery } from "./team-api.ts";
import style from "./team-screen.module.css";
import { useMinute } from "./use-minute.ts";
import { isWithin } from "./week.ts";
import { clockIn } from "./zones.ts";

const MembershipDialog = lazy(() =>
  import("./membership-dialog.tsx").then((m) => ({ default: m.MembershipDialog })),
);

/** One teammate: who, what for, in which languages, and whether they are there right now. */
export function TeammateRow({ teammate }: { teammate: Teammate }) {
  const { t, i18n } = useLingui();
  const me = useSession().teammate;
  const roleNames = useRoleNames();
  const { data: desks } = useSuspenseQuery(desksQuery());
  const now = useMinute();
  const isMe = me.id === teammate.id;
  const mine = desks.filter((desk) => teammate.deskIds.includes(desk.id));
  const spoken = new Intl.DisplayNames([i18n.locale], { type: "language" });
  const there = isWithin({ hours: teammate.hours, zone: teammate.timeZone }, now);
  const clock = clockIn(teammate.timeZone, i18n.locale, now);
  return (
    <li className={style.person}>
      <Avatar name={teammate.name} image={teammate.portrait ?? undefined} seed={teammate.id} size={44} />
      <div className={style.who}>
        <p className={style.name}>
          <b>{teammate.name}</b>
          {teammate.pronouns && <span className={style.faint}>{teammate.pronouns}</span>}
          <Tag tone={teammate.role === "owner" ? "accent" : "plain"}>{roleNames[teammate.role].name}</Tag>
          {isMe && (
            <Link to={"/settings/profile" as "/"} className={style.small}>
              <Trans>you</Trans>
            </Link>
          )}
        </p>
        <p className={style.faint}>
          {[teammate.email, teammate.languages.map((tag) => spoken.of(tag) ?? tag).join(", ")]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {mine.length > 0 && (
          <ul className={style.desksOf} aria-label={t`Desks`}>
            {mine.map((desk) => (
              <li key={desk.id}>
                <DeskDot color={desk.color} /> {desk.name}
              </li>
            ))}
          </ul>
        )}
      </div>
      <p className={style.clock} data-there={there}>
        <b className="numbers">{clock}</b>
        <span>{there ? t`working now` : t`outside their hours`}</span>
      </p>
      <RowMenu teammate={teammate} />
    </li>
  );
}

function RowMenu({ teammate }: { teammate: Teammate }) {
  const { t } = useLingui();
  const me = useSession().teammate;
  const [changing, setChanging] = useState<"never" | "open" | "closed">("never");
  const isMe = me.id === teammate.id;
  const { name } = teammate;
  const leave = useMutation({
    mutationFn: () =>
      unwrap(api.POST("/teammates/{id}/departure", { params: { path: { id: teammate.id } } })),
    async onSuccess() {
      if (isMe) {
        localStorage.removeItem("rapport-workspace");
        await queryClient.resetQueries({ queryKey: sessionQuery.queryKey });
        return window.location.assign("/");
      }
      await queryClient.invalidateQueries({ queryKey: teammatesQuery.queryKey });
      toast({ message: t`${name} is no longer on the team.`, tone: "good" });
    },
    onError: (error) => toast({ message: error.message, tone: "bad" }),
  });
  if (!isLead(me.role) && !isMe) return <span className={style.menuPlace} />;
  const end = async () => {
    const sure = await confirm({
      title: isMe ? t`Leave the team?` : t`End ${name}'s membership?`,
      body: isMe ? (
        <Trans>You lose access at once. What you wrote stays. To come back you need a new invitation.</Trans>
      ) : (
        <Trans>
          They lose access and their keys stop working at once. What they wrote stays, under their name. To
          return, they need a new invitation.
        </Trans>
      ),
      yes: isMe ? t`Leave` : t`End membership`,
      danger: true,
    });
    if (sure) leave.mutate();
  };
  return (
    <span className={style.menuPlace}>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon aria-label={t`Actions for ${name}`}>
            <IconDots size={18} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isLead(me.role) && (
            <Menu.Item
              leftSection={<IconPencil size={16} stroke={1.6} />}
              onClick={() => setChanging("open")}
            >
              <Trans>Role and desks</Trans>
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconDoorExit size={16} stroke={1.6} />} onClick={() => void end()}>
            {isMe ? <Trans>Leave the team</Trans> : <Trans>End membership</Trans>}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {changing !== "never" && (
          <MembershipDialog
            teammate={teammate}
            open={changing === "open"}
            onClose={() => setChanging("closed")}
          />
        )}
      </Suspense>
    </span>
  );
}
