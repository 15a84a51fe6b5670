import { Trans } from "@lingui/react/macro";
import type { Notification } from "./notifications-api.ts";

/** What happened, in one plain sentence with the names in bold. */
export function Sentence({ notification: { kind, data } }: { notification: Notification }) {
  const by = data.by;
  // As elements: Lingui reads a string's own "<" as markup. And a name keeps its direction to itself.
  const who = (
    <b>
      <bdi>{by}</bdi>
    </b>
  );
  const channel = (
    <b>
      <bdi>{data.what}</bdi>
    </b>
  );
  switch (kind) {
    case "mentioned":
      return by ? <Trans>{who} mentioned you</Trans> : <Trans>Somebody mentioned you</Trans>;
    case "assigned":
      return by ? <Trans>{who} gave you a conversation</Trans> : <Trans>You were given a conversation</Trans>;
    case "handed-over":
      return by ? (
        <Trans>{who} handed your desk a conversation</Trans>
      ) : (
        <Trans>Your desk was handed a conversation</Trans>
      );
    case "channel-broken":
      return <Trans>The channel {channel} needs somebody</Trans>;
    case "promise-at-risk":
      return <Trans>An answer is due soon</Trans>;
    case "reply-failed":
      return <Trans>Your reply has not gone out</Trans>;
    case "reply-held":
      return by ? (
        <Trans>A reply of {who} waits for a lead's word</Trans>
      ) : (
        <Trans>A reply waits for a lead's word</Trans>
      );
    case "joined":
      return by ? <Trans>{who} has joined the team</Trans> : <Trans>Somebody has joined the team</Trans>;
  }
}
