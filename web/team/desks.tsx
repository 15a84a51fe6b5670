import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconArchive, IconArchiveOff, IconDots, IconPencil, IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { useSession } from "../shell/session.ts";
import { toast, useUndo } from "../shell/toasts.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { DeskDot } from "./desk-dot.tsx";
import { useDuration } from "./duration.ts";
import { type Desk, desksQuery, isLead, type Teammate } from "./team-api.ts";
import style from "./team-screen.module.css";

const DeskDialog = lazy(() => import("./desk-dialog.tsx").then((m) => ({ default: m.DeskDialog })));

/** The desks, what each promises and who works there; a lead makes, changes and archives them. */
export function Desks({ teammates }: { teammates: Teammate[] }) {
  const me = useSession().teammate;
  const { data: desks } = useSuspenseQuery(desksQuery());
  const [showsArchived, setShowsArchived] = useState(false);
  const [edited, setEdited] = useState<{ desk: Desk | undefined; open: boolean }>();
  const { data: all } = useQuery({ ...desksQuery(true), enabled: showsArchived });
  const archived = showsArchived ? (all ?? []).filter(({ archivedAt }) => archivedAt) : [];
  const lead = isLead(me.role);
  return (
    <section className={style.section}>
      <div className={style.sectionHead}>
        <h2>
          <Trans>Desks</Trans>
        </h2>
        {lead && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={15} stroke={1.8} />}
            onClick={() => setEdited({ desk: undefined, open: true })}
          >
            <Trans>New desk</Trans>
          </Button>
        )}
      </div>
      <ul className={style.desks}>
        {[...desks, ...archived].map((desk) => (
          <DeskRow
            key={desk.id}
            desk={desk}
            members={teammates.filter(({ deskIds }) => deskIds.includes(desk.id))}
            onEdit={lead ? () => setEdited({ desk, open: true }) : undefined}
          />
        ))}
      </ul>
      {lead && (
        <Button variant="subtle" size="xs" onClick={() => setShowsArchived(!showsArchived)}>
          {showsArchived ? <Trans>Hide archived desks</Trans> : <Trans>Show archived desks</Trans>}
        </Button>
      )}
      <Suspense>
        {edited && (
          <DeskDialog
            key={edited.desk?.id ?? "new"}
            desk={edited.desk}
            open={edited.open}
            onClose={() => setEdited({ ...edited, open: false })}
          />
        )}
      </Suspense>
    </section>
  );
}

function DeskRow({
  desk,
  members,
  onEdit,
}: {
  desk: Desk;
  members: Teammate[];
  onEdit: (() => void) | undefined;
}) {
  const { t } = useLingui();
  const undoable = useUndo();
  const duration = useDuration();
  const { name, archivedAt } = desk;
  const path = { params: { path: { id: desk.id } } };
  const put = async (away: boolean) => {
    await unwrap(away ? api.POST("/desks/{id}/archival", path) : api.DELETE("/desks/{id}/archival", path));
    await queryClient.invalidateQueries({ queryKey: ["desks"] });
  };
  const archive = useMutation({
    mutationFn: put,
    onSuccess: (_, away) =>
      undoable(away ? t`The desk ${name} was archived.` : t`The desk ${name} is back.`, () => put(!away)),
    onError: (error) => toast({ message: error.message, tone: "bad" }),
  });
  const promise = desk.promiseMinutes === null ? undefined : duration(desk.promiseMinutes);
  return (
    <li className={style.desk} data-archived={archivedAt !== null}>
      <DeskDot color={desk.color} />
      <div className={style.who}>
        <b>{name}</b>
        <p className={style.faint}>
          {archivedAt ? (
            <Trans>archived</Trans>
          ) : promise ? (
            <Trans>promises an answer within {promise} of work</Trans>
          ) : (
            <Trans>promises no answer time</Trans>
          )}
        </p>
      </div>
      <span className={style.faces}>
        {members.slice(0, 5).map((one) => (
          <Avatar
            key={one.id}
            name={one.name}
            image={one.portrait ?? undefined}
            seed={one.id}
            size={26}
            labelled
          />
        ))}
        {members.length > 5 && <span className={style.faint}>+{members.length - 5}</span>}
        {members.length === 0 && !archivedAt && (
          <span className={style.faint}>
            <Trans>nobody yet</Trans>
          </span>
        )}
      </span>
      {onEdit && (
        <Menu position="bottom-end" width={180}>
          <Menu.Target>
            <ActionIcon aria-label={t`Actions for ${name}`}>
              <IconDots size={18} stroke={1.7} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {archivedAt ? (
              <Menu.Item
                leftSection={<IconArchiveOff size={16} stroke={1.6} />}
                onClick={() => archive.mutate(false)}
              >
                <Trans>Bring back</Trans>
              </Menu.Item>
            ) : (
              <>
                <Menu.Item leftSection={<IconPencil size={16} stroke={1.6} />} onClick={onEdit}>
                  <Trans>Change</Trans>
                </Menu.Item>
                <Menu.Item
                  leftSection={<IconArchive size={16} stroke={1.6} />}
                  onClick={() => archive.mutate(true)}
                >
                  <Trans>Archive</Trans>
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}
