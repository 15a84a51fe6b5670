import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import { queryClient } from "../api/query.ts";
import { announce } from "../shell/announce.tsx";
import { Loading } from "../shell/loading.tsx";
import { usePageTitle } from "../shell/page.tsx";
import { Empty } from "../ui/empty.tsx";
import { Note } from "../ui/note.tsx";
import style from "./review-screen.module.css";
import { Sheet } from "./sheet.tsx";

const of = (token: string) => ({ params: { path: { token } } });

const leave = (token: string) => unwrap(api.POST("/unsubscriptions/{token}", of(token)));
const comeBack = (token: string) => unwrap(api.DELETE("/unsubscriptions/{token}", of(token)));

/** Where the link at the foot of a bulletin leads: one button to leave, one to come back. No account, no questions. */
export function UnsubscribeScreen() {
  const { t, i18n } = useLingui();
  const { token = "" } = useParams({ strict: false }) as { token?: string };
  const queryKey = ["unsubscription", token, i18n.locale];
  const asked = useQuery({
    queryKey,
    queryFn: () => unwrap(api.GET("/unsubscriptions/{token}", of(token))),
    retry: false,
    placeholderData: (before) => before,
  });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  usePageTitle(t`Your subscription`);
  const refused = asked.error instanceof ApiError ? asked.error : undefined;
  if (refused?.status === 404)
    return (
      <Sheet>
        <Empty level={1} picture="nothing" title={t`This link leads nowhere`}>
          {refused.message}
        </Empty>
      </Sheet>
    );
  if (asked.error && !asked.data) throw asked.error;
  if (!asked.data) return <Loading />;
  const { sender, state, test } = asked.data;
  const address = <b>{asked.data.address}</b>;
  const from = <bdi>{sender}</bdi>;
  if (test)
    return (
      <Sheet workspace={sender}>
        <header className={style.head}>
          <h1>{t`This link stands in a test`}</h1>
          <p>
            <Trans>
              {from} tried a bulletin on {address}. In the bulletin itself, this is where its readers leave;
              here it changes nothing.
            </Trans>
          </p>
        </header>
      </Sheet>
    );
  const change = async (verb: "POST" | "DELETE") => {
    setBusy(true);
    setProblem(undefined);
    try {
      queryClient.setQueryData(queryKey, await (verb === "POST" ? leave(token) : comeBack(token)));
      announce(verb === "POST" ? t`You are unsubscribed.` : t`You are subscribed again.`);
    } catch (error) {
      setProblem((error as Error).message);
    }
    setBusy(false);
  };
  return (
    <Sheet workspace={sender}>
      <header className={style.head}>
        <h1>{state === "active" ? t`Would you like to leave?` : t`You are unsubscribed`}</h1>
        <p>
          {state === "active" ? (
            <Trans>
              {from} writes to {address}. One press, and nothing more comes.
            </Trans>
          ) : (
            <Trans>
              Nothing more comes from {from} to {address}. Thank you for having read us.
            </Trans>
          )}
        </p>
      </header>
      {problem && <Note tone="bad">{problem}</Note>}
      <div>
        {state === "active" ? (
          <Button loading={busy} onClick={() => void change("POST")}>{t`Unsubscribe`}</Button>
        ) : state === "unsubscribed" ? (
          <Button variant="default" loading={busy} onClick={() => void change("DELETE")}>
            {t`That was a mistake: subscribe me again`}
          </Button>
        ) : null}
      </div>
    </Sheet>
  );
}
