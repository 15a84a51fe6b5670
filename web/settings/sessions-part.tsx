import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { toast } from "../shell/toasts.tsx";
import { Tag } from "../ui/tag.tsx";
import { RelativeTime } from "../ui/time.tsx";
import { browserName } from "./browser-name.ts";
import { Part } from "./pane.tsx";
import style from "./settings.module.css";

const askSessions = async () => (await unwrap(api.GET("/me/sessions"))).sessions;
type OneSession = Awaited<ReturnType<typeof askSessions>>[number];

/** Where I am signed in; each other place can be ended. */
export function SessionsPart() {
  const { t } = useLingui();
  const { data: sessions } = useSuspenseQuery({ queryKey: ["sessions"], queryFn: askSessions });
  return (
    <Part
      title={t`Where you are signed in`}
      lead={<Trans>End what you do not know, then change your password.</Trans>}
    >
      <ul className={style.list}>
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
    </Part>
  );
}

function SessionRow({ session }: { session: OneSession }) {
  const { t } = useLingui();
  const name = browserName(session.browser) ?? t`An unknown browser`;
  const end = useMutation({
    mutationFn: () => unwrap(api.DELETE("/me/sessions/{id}", { params: { path: { id: session.id } } })),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: ["sessions"] });
      toast({ message: t`That session has ended.`, tone: "good" });
    },
    onError: (error) => toast({ message: error.message, tone: "bad" }),
  });
  return (
    <li className={style.item}>
      <div className={style.grow}>
        <p>
          <b>{name}</b>{" "}
          {session.current && (
            <Tag tone="good">
              <Trans>this one</Trans>
            </Tag>
          )}
        </p>
        <p className={style.faint}>
          {session.address && <>{session.address} · </>}
          <Trans>
            since <RelativeTime at={session.startedAt} />
          </Trans>
        </p>
      </div>
      {!session.current && (
        <Button
          variant="default"
          size="xs"
          loading={end.isPending}
          onClick={() => end.mutate()}
          aria-label={t`End the session in ${name}`}
        >
          <Trans>End</Trans>
        </Button>
      )}
    </li>
  );
}
