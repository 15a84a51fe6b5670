import { Trans, useLingui } from "@lingui/react/macro";
import { IconArrowLeft } from "@tabler/icons-react";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { NotFound } from "../shell/not-found.tsx";
import { Page } from "../shell/page.tsx";
import { toast } from "../shell/toasts.tsx";
import { Note } from "../ui/note.tsx";
import style from "./channels.module.css";
import { type Channel, channelQuery, networksQuery } from "./channels-api.ts";
import { ConnectForm } from "./connect-form.tsx";

/** Gives a channel new keys to the same account; its conversations and its place stay. */
export function ReconnectScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const { data: channel } = useSuspenseQuery(channelQuery(id));
  const { data: networks } = useSuspenseQuery(networksQuery());
  const network = networks.find((one) => one.network === channel.network);
  const reconnect = useMutation({
    mutationFn: (input: Record<string, string>) =>
      unwrap(api.POST("/channels/{id}/reconnection", { params: { path: { id } }, body: { input } })),
    async onSuccess(answer) {
      if (answer.step === "redirect") return window.location.assign(answer.url);
      await queryClient.invalidateQueries({ queryKey: ["channels"] });
      toast({ message: t`Connected again. What was missed in between is being read now.`, tone: "good" });
      await navigate({ href: `/channels/${id}` });
    },
  });
  if (!network) return <NotFound />;
  return (
    <Page
      title={t`Connect ${channel.handle} again`}
      back={
        <Link to={`/channels/${id}` as "/"} className={style.back}>
          <IconArrowLeft size={16} stroke={1.8} />
          {channel.name || channel.handle}
        </Link>
      }
      lead={<Trans>The same account with new keys. Everything that is here stays.</Trans>}
    >
      <div className={style.connect}>
        {channel.fault && (
          <Note tone="warn" title={channel.fault.message}>
            {channel.fault.advice}
          </Note>
        )}
        <Note tone="info">{network.guidance}</Note>
        <ConnectForm
          network={network}
          error={reconnect.error}
          busy={reconnect.isPending || reconnect.data?.step === "redirect"}
          verb={t`Connect again`}
          initial={knownInput(channel)}
          onSubmit={(input) => reconnect.mutate(input)}
        />
      </div>
    </Page>
  );
}

/** What we know of the form without asking: never a secret. */
function knownInput({ network, handle, server }: Channel): Record<string, string> {
  const at: Record<string, string> = server ? { server, service: server } : {};
  return network === "email" || network === "feed" ? { ...at, address: handle } : { ...at, handle };
}
