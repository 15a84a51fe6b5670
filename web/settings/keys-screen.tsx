import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { confirm } from "../shell/confirm.tsx";
import { useSession } from "../shell/session.ts";
import { toast } from "../shell/toasts.tsx";
import { teammatesQuery } from "../team/team-api.ts";
import { Empty } from "../ui/empty.tsx";
import { Tag } from "../ui/tag.tsx";
import { RelativeTime } from "../ui/time.tsx";
import { KeyDialog } from "./key-dialog.tsx";
import { Pane } from "./pane.tsx";
import { useScopeNames } from "./scope-names.ts";
import style from "./settings.module.css";

const askKeys = async () => (await unwrap(api.GET("/api-keys"))).keys;
type Key = Awaited<ReturnType<typeof askKeys>>[number];

/** Keys for programs: mine, or as a lead everybody's. */
export function KeysScreen() {
  const { t } = useLingui();
  const { data: keys } = useSuspenseQuery({ queryKey: ["api-keys"], queryFn: askKeys });
  const [making, setMaking] = useState(false);
  const [round, setRound] = useState(0);
  const make = () => {
    setRound(round + 1);
    setMaking(true);
  };
  const button = (
    <Button leftSection={<IconPlus size={17} stroke={1.8} />} onClick={make}>
      <Trans>New key</Trans>
    </Button>
  );
  const working = keys.filter(({ revokedAt }) => !revokedAt);
  const revoked = keys.filter(({ revokedAt }) => revokedAt);
  return (
    <Pane
      title={t`API keys`}
      lead={
        <Trans>
          For programs that work with this workspace. A key may do what its scopes allow, never more than you;
          what it does stands in the activity under your name. The API describes itself at{" "}
          <a href="/api/openapi.json">/api/openapi.json</a>.
        </Trans>
      }
    >
      {keys.length === 0 ? (
        <Empty picture="nothing" title={t`No keys`} action={button}>
          <Trans>Nothing but people works here so far.</Trans>
        </Empty>
      ) : (
        <>
          <div className={style.row}>{button}</div>
          <ul className={style.list}>
            {[...working, ...revoked].map((key) => (
              <KeyRow key={key.id} one={key} />
            ))}
          </ul>
        </>
      )}
      <KeyDialog key={round} open={making} onClose={() => setMaking(false)} />
    </Pane>
  );
}

function KeyRow({ one }: { one: Key }) {
  const { t } = useLingui();
  const me = useSession().user.id;
  const scopeNames = useScopeNames();
  const { data: team = [] } = useQuery(teammatesQuery);
  const { name } = one;
  const owner = one.userId === me ? undefined : team.find(({ id }) => id === one.userId)?.name;
  const over = one.expiresAt !== null && new Date(one.expiresAt) <= new Date();
  const revoke = useMutation({
    mutationFn: () => unwrap(api.POST("/api-keys/{id}/revocation", { params: { path: { id: one.id } } })),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: ["api-keys"] });
      toast({ message: t`The key ${name} no longer works.`, tone: "good" });
    },
    onError: (error) => toast({ message: error.message, tone: "bad" }),
  });
  const ask = async () => {
    const sure = await confirm({
      title: t`Revoke the key ${name}?`,
      body: (
        <Trans>Programs that use it stop at once. It cannot be brought back; a new key can be made.</Trans>
      ),
      yes: t`Revoke`,
      danger: true,
    });
    if (sure) revoke.mutate();
  };
  return (
    <li className={style.item} data-over={one.revokedAt !== null}>
      <div className={style.grow}>
        <p>
          <b>{name}</b> <code className={style.prefix}>{one.prefix}…</code>{" "}
          {one.revokedAt ? (
            <Tag>
              <Trans>revoked</Trans>
            </Tag>
          ) : (
            over && (
              <Tag tone="warn">
                <Trans>ended</Trans>
              </Tag>
            )
          )}
        </p>
        <p className={style.faint}>{one.scopes.map((scope) => scopeNames[scope]).join(" · ")}</p>
        <p className={style.faint}>
          {owner && <>{owner} · </>}
          {one.lastUsedAt ? (
            <Trans>
              last used <RelativeTime at={one.lastUsedAt} />
            </Trans>
          ) : (
            <Trans>never used</Trans>
          )}
          {one.expiresAt && !over && !one.revokedAt && (
            <>
              {" · "}
              <Trans>
                ends <RelativeTime at={one.expiresAt} />
              </Trans>
            </>
          )}
        </p>
      </div>
      {!one.revokedAt && (
        <Button
          variant="default"
          size="xs"
          loading={revoke.isPending}
          onClick={() => void ask()}
          aria-label={t`Revoke the key ${name}`}
        >
          <Trans>Revoke</Trans>
        </Button>
      )}
    </li>
  );
}
