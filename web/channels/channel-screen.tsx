import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconArrowLeft, IconExternalLink } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import pageStyle from "../shell/page.module.css";
import { usePageTitle } from "../shell/page.tsx";
import { useSession } from "../shell/session.ts";
import { isLead } from "../team/team-api.ts";
import { Note } from "../ui/note.tsx";
import { RelativeTime } from "../ui/time.tsx";
import { ChannelActions } from "./channel-actions.tsx";
import { ChannelFace } from "./channel-card.tsx";
import { ChannelSettings } from "./channel-settings.tsx";
import style from "./channels.module.css";
import { type Channel, channelQuery, isImporting, watchChannels } from "./channels-api.ts";
import { Completeness } from "./completeness.tsx";
import { Gaps } from "./gaps.tsx";
import { ChannelStatus } from "./status.tsx";
import { Streams } from "./streams.tsx";
import { WhatItDoes } from "./what-it-does.tsx";

/** One channel: how it is, what to do about it, what is complete, what is missing and why. */
export function ChannelScreen() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const { fresh } = useSearch({ strict: false }) as { fresh?: boolean };
  const lead = isLead(useSession().teammate.role);
  const { data: channel } = useSuspenseQuery(channelQuery(id));
  const title = channel.name || channel.handle;
  usePageTitle(title);
  useEffect(watchChannels, []);
  return (
    <div className={pageStyle.page}>
      <Link to={"/channels" as "/"} className={style.back}>
        <IconArrowLeft size={16} stroke={1.8} />
        <Trans>All channels</Trans>
      </Link>
      <header className={style.head}>
        <ChannelFace channel={channel} size={56} />
        <div className={style.names}>
          <h1>{title}</h1>
          <p className={style.faint}>
            {channel.label} ·{" "}
            {channel.url ? (
              <a href={channel.url} target="_blank" rel="noreferrer">
                {channel.handle} <IconExternalLink size={13} stroke={1.7} />
              </a>
            ) : (
              channel.handle
            )}
          </p>
        </div>
        <ChannelStatus channel={channel} />
      </header>
      <Matter channel={channel} lead={lead} />
      {fresh && channel.status === "active" && <Fresh channel={channel} />}
      <div className={style.columns}>
        <div className={style.stack}>
          <section className={style.health} aria-labelledby="completeness">
            <h2 id="completeness">
              <Trans>Is anything missing?</Trans>
            </h2>
            <Completeness channel={channel} />
            <Streams channel={channel} />
            <p className={style.faint}>
              {channel.checkedAt && (
                <>
                  <Trans>
                    Last checked <RelativeTime at={channel.checkedAt} />
                  </Trans>
                  {" · "}
                </>
              )}
              <Link to={`/channels/${id}/ledger` as "/"}>
                <Trans>What was asked and received</Trans>
              </Link>
            </p>
          </section>
          {channel.network === "email" && (
            <p>
              <Link to={`/channels/${id}/subscribers` as "/"}>
                <Trans>Who gets its bulletins</Trans>
              </Link>
            </p>
          )}
          <Gaps channel={channel} lead={lead} />
          {lead && <ChannelSettings channel={channel} />}
          <ChannelActions channel={channel} lead={lead} />
        </div>
        <WhatItDoes network={channel} />
      </div>
    </div>
  );
}

/** What is the matter and exactly what to do about it; nothing when all is well. */
function Matter({ channel, lead }: { channel: Channel; lead: boolean }) {
  const { t } = useLingui();
  if (channel.status === "needs-you")
    return (
      <div className={style.problem}>
        <Note
          tone="bad"
          title={channel.fault?.message ?? t`This channel needs you`}
          actions={
            lead && (
              <Button component={Link} to={`/channels/${channel.id}/reconnect` as "/"}>
                <Trans>Connect again</Trans>
              </Button>
            )
          }
        >
          <p>{channel.fault?.advice}</p>
          <p>
            {channel.fault && (
              <Trans>
                Since <RelativeTime at={channel.fault.since} /> nothing comes in and no answer goes out.
              </Trans>
            )}{" "}
            <Trans>What is here stays; what is missed will be read once it is connected again.</Trans>{" "}
            {!lead && <Trans>A lead or the owner can connect it again.</Trans>}
          </p>
        </Note>
      </div>
    );
  if (channel.status === "paused")
    return (
      <div className={style.problem}>
        <Note tone="warn" title={t`Paused`}>
          <Trans>
            Nothing comes in and nothing goes out until it is resumed. What is missed meanwhile will be read
            then.
          </Trans>
        </Note>
      </div>
    );
  return null;
}

function Fresh({ channel }: { channel: Channel }) {
  const { t } = useLingui();
  const name = channel.name || channel.handle;
  return (
    <div className={style.problem} role="status">
      <Note
        tone="good"
        title={t`${name} is connected`}
        actions={
          <Button component={Link} to={`/inbox?channel=${channel.id}` as "/"} variant="default">
            <Trans>To the inbox</Trans>
          </Button>
        }
      >
        {isImporting(channel) && !channel.canReply ? (
          <Trans>The past is being read. What is new from now on arrives by itself.</Trans>
        ) : isImporting(channel) ? (
          <Trans>The past is being read. You can begin answering meanwhile; nothing waits for it.</Trans>
        ) : (
          <Trans>The past has been read. From now on, what is said arrives by itself.</Trans>
        )}
      </Note>
    </div>
  );
}
