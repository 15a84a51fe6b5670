import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { useCommands } from "../shell/commands.ts";
import { confirm } from "../shell/confirm.tsx";
import { toast, useUndo } from "../shell/toasts.tsx";
import style from "./channels.module.css";
import type { Channel } from "./channels-api.ts";

/** Check, look now, pause, connect again, disconnect. */
export function ChannelActions({ channel, lead }: { channel: Channel; lead: boolean }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const undoable = useUndo();
  const { handle } = channel;
  const path = { params: { path: { id: channel.id } } };
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["channels"] });
  const onError = (error: Error) => toast({ message: error.message, tone: "bad" });
  const check = useMutation({
    mutationFn: () => unwrap(api.POST("/channels/{id}/check", path)),
    async onSuccess({ status }) {
      await refresh();
      if (status === "needs-you")
        toast({ message: t`The network does not let us in. See above.`, tone: "bad" });
      else toast({ message: t`${handle} answers as it should.`, tone: "good" });
    },
    onError,
  });
  const wake = useMutation({
    mutationFn: () => unwrap(api.POST("/channels/{id}/wake", path)),
    onSuccess: () => toast({ message: t`Looking for what is new.` }),
    onError,
  });
  const put = async (paused: boolean) => {
    await unwrap(paused ? api.POST("/channels/{id}/pause", path) : api.DELETE("/channels/{id}/pause", path));
    await refresh();
  };
  const pause = useMutation({
    mutationFn: put,
    onSuccess: (_, paused) =>
      undoable(paused ? t`${handle} is paused.` : t`${handle} is listening again.`, () => put(!paused)),
    onError,
  });
  const disconnect = useMutation({
    mutationFn: () => unwrap(api.POST("/channels/{id}/disconnection", path)),
    async onSuccess() {
      await navigate({ href: "/channels", replace: true });
      await refresh();
      toast({ message: t`${handle} is disconnected. Its conversations stay.`, tone: "good" });
    },
    onError,
  });
  const paused = channel.status === "paused";
  const well = channel.status === "active";
  const askDisconnect = async () => {
    const sure = await confirm({
      title: t`Disconnect ${handle}?`,
      body: (
        <Trans>
          Its keys are forgotten at once: nothing more comes in and no answer goes out. Its conversations,
          people and history stay. To undo this, connect the same account again.
        </Trans>
      ),
      yes: t`Disconnect`,
      danger: true,
    });
    if (sure) disconnect.mutate();
  };
  const group = t`Channels`;
  const commands = [
    ...(well
      ? [{ id: "channel.wake", label: t`Look for what is new`, group, run: () => wake.mutate() }]
      : []),
    ...(lead ? [{ id: "channel.check", label: t`Check the channel`, group, run: () => check.mutate() }] : []),
  ];
  useCommands(commands);
  if (!lead && !well) return null;
  return (
    <section className={style.actions} aria-label={t`Actions`}>
      {well && (
        <Button variant="default" loading={wake.isPending} onClick={() => wake.mutate()}>
          <Trans>Look now</Trans>
        </Button>
      )}
      {lead && (
        <>
          <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
            <Trans>Check</Trans>
          </Button>
          {(well || paused) && (
            <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate(!paused)}>
              {paused ? <Trans>Resume</Trans> : <Trans>Pause</Trans>}
            </Button>
          )}
          <Button component={Link} to={`/channels/${channel.id}/reconnect` as "/"} variant="default">
            {channel.canReply ? <Trans>New keys</Trans> : <Trans>Connect again</Trans>}
          </Button>
          <Button
            variant="outline"
            color="bad"
            loading={disconnect.isPending}
            onClick={() => void askDisconnect()}
          >
            <Trans>Disconnect</Trans>
          </Button>
        </>
      )}
    </section>
  );
}
