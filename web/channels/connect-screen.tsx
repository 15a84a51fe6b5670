import { Trans, useLingui } from "@lingui/react/macro";
import { IconArrowLeft } from "@tabler/icons-react";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { NotFound } from "../shell/not-found.tsx";
import { Page } from "../shell/page.tsx";
import { useSession } from "../shell/session.ts";
import { isLead } from "../team/team-api.ts";
import { Note } from "../ui/note.tsx";
import style from "./channels.module.css";
import { type Network, networksQuery } from "./channels-api.ts";
import { ConnectForm } from "./connect-form.tsx";
import { DeskChoice } from "./desk-choice.tsx";
import { WhatItDoes } from "./what-it-does.tsx";

/** Connects one account: the network's form, or the way to its own sign-in and back. */
export function ConnectScreen() {
  const { network: key = "" } = useParams({ strict: false }) as { network?: string };
  const { data: networks } = useSuspenseQuery(networksQuery());
  const network = networks.find((one) => one.network === key);
  return network ? <Connect network={network} /> : <NotFound />;
}

function Connect({ network }: { network: Network }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const lead = isLead(useSession().teammate.role);
  const [deskId, setDeskId] = useState<string | null>(null);
  const connect = useMutation({
    mutationFn: (input: Record<string, string>) =>
      unwrap(
        api.POST("/channels", {
          body: { network: network.network, input, ...(deskId ? { deskId } : {}) },
        }),
      ),
    async onSuccess(answer) {
      if (answer.step === "redirect") return window.location.assign(answer.url);
      await queryClient.invalidateQueries({ queryKey: ["channels"] });
      await navigate({ href: `/channels/${answer.channel.id}?fresh=true` });
    },
  });
  const leaving = connect.data?.step === "redirect";
  return (
    <Page
      title={t`Connect ${network.label}`}
      back={
        <Link to={"/channels/connect" as "/"} className={style.back}>
          <IconArrowLeft size={16} stroke={1.8} />
          <Trans>Another network</Trans>
        </Link>
      }
    >
      <div className={style.columns}>
        <div className={style.connect}>
          <Note tone="info">{network.guidance}</Note>
          {lead ? (
            <>
              <ConnectForm
                network={network}
                error={connect.error}
                busy={connect.isPending || leaving}
                verb={t`Connect`}
                onSubmit={(input) => connect.mutate(input)}
              >
                <DeskChoice value={deskId} onChange={setDeskId} none={t`The usual desk of this network`} />
              </ConnectForm>
              <p className={style.faint} role="status">
                {connect.isPending && <Trans>Asking {network.label}; this can take some seconds.</Trans>}
                {leaving && <Trans>On the way to the network's own sign-in…</Trans>}
              </p>
            </>
          ) : (
            <Note tone="warn">
              <Trans>Connecting a channel is for leads and owners. Ask one of them.</Trans>
            </Note>
          )}
        </div>
        <WhatItDoes network={network} />
      </div>
    </Page>
  );
}
