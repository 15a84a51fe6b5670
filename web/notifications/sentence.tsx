import { Trans } from "@lingui/react/macro";
import type { Notification } from "./notifications-api.ts";

/** What happened, in one plain sentence with the names in bold. */
export function Sentence({ notification: { kind, data } }: { notification: Notification }) {
  const what = data.what ?? "";
  const by = data.by;
  switch (kind) {
    case "mentioned":
      return by ? (
        <Trans>
          <b>{by}</b> mentioned you
        </Trans>
      ) : (
        <Trans>Somebody mentioned you</Trans>
      );
    case "assigned":
      return by ? (
        <Trans>
          <b>{by}</b> gave you a conversation
        </Trans>
      ) : (
        <Trans>You were given a conversation</Trans>
      );
    case "handed-over":
      return by ? (
        <Trans>
          <b>{by}</b> handed your desk a conversation
        </Trans>
      ) : (
        <Trans>Your desk was handed a conversation</Trans>
      );
    case "channel-broken":
      return (
        <Trans>
          The channel <b>{what}</b> needs somebody
        </Trans>
      );
    case "promise-at-risk":
      return <Trans>An answer is due soon</Trans>;
    case "reply-failed":
      return <Trans>Your reply has not gone out</Trans>;
    case "joined":
      return by ? (
        <Trans>
          <b>{by}</b> has joined the team
        </Trans>
      ) : (
        <Trans>Somebody has joined the team</Trans>
      );
  }
}
