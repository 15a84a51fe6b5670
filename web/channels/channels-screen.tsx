import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, Navigate, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { useCommands } from "../shell/commands.ts";
import { Page } from "../shell/page.tsx";
import { useSession } from "../shell/session.ts";
import { useShortcuts } from "../shell/shortcuts.ts";
import { isLead } from "../team/team-api.ts";
import { Empty } from "../ui/empty.tsx";
import { Note } from "../ui/note.tsx";
import { ChannelCard } from "./channel-card.tsx";
import style from "./channels.module.css";
import { channelsQuery, watchChannels } from "./channels-api.ts";

/** Every connected account, and how sure we are that nothing is missing from it. */
export function ChannelsScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const lead = isLead(useSession().teammate.role);
  const search = useSearch({ strict: false }) as { connected?: string; problem?: string };
  const { data: channels } = useSuspenseQuery(channelsQuery());
  const connect = () => void navigate({ href: "/channels/connect" });
  useEffect(watchChannels, []);
  const command = {
    id: "channels.connect",
    label: t`Connect a channel`,
    group: t`Channels`,
    keys: "c",
    run: connect,
  };
  useCommands(lead ? [command] : []);
  useShortcuts([{ ...command, enabled: lead }]);
  // Back from a network's own sign-in.
  if (search.connected)
    return (
      <Navigate
        to={"/channels/$id" as "/"}
        params={{ id: search.connected } as object}
        search={{ fresh: true } as object}
        replace
      />
    );

  const button = lead && (
    <Button
      component={Link}
      to={"/channels/connect" as "/"}
      leftSection={<IconPlus size={17} stroke={1.8} />}
    >
      <Trans>Connect a channel</Trans>
    </Button>
  );
  return (
    <Page
      title={t`Channels`}
      lead={<Trans>The accounts you speak through, and up to when nothing is missing from them.</Trans>}
      actions={channels.length > 0 && button}
    >
      {search.problem && (
        <div className={style.problem} role="alert">
          <Note
            tone="bad"
            title={t`The channel was not connected`}
            actions={
              <Button component={Link} to={"/channels/connect" as "/"} variant="default" size="xs">
                <Trans>Try again</Trans>
              </Button>
            }
          >
            {search.problem}
          </Note>
        </div>
      )}
      {channels.length === 0 ? (
        <Empty picture="channels" title={t`No channel yet`} action={button}>
          {lead ? (
            <Trans>Connect the first account and the conversations of the last months come along.</Trans>
          ) : (
            <Trans>A lead connects the first account; its conversations then stand in the inbox.</Trans>
          )}
        </Empty>
      ) : (
        <ul className={style.cards}>
          {channels.map((channel) => (
            <ChannelCard key={channel.id} channel={channel} />
          ))}
        </ul>
      )}
    </Page>
  );
}
