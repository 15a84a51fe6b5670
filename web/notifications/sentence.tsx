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
    case "post-failed":
      return <Trans>A post of yours has not gone out</Trans>;
    case "approval-asked":
      return by ? (
        <Trans>A post of {who} waits for your approval</Trans>
      ) : (
        <Trans>A post waits for your approval</Trans>
      );
    case "post-approved":
      return by ? <Trans>{who} approved your post</Trans> : <Trans>Your post is approved</Trans>;
    case "post-returned":
      return by ? <Trans>{who} gave your post back</Trans> : <Trans>Your post was given back</Trans>;
    case "post-reviewed":
      return by ? (
        <Trans>{who} has looked at your post</Trans>
      ) : (
        <Trans>Somebody has looked at your post</Trans>
      );
    case "approval-due":
      return by ? (
        <Trans>A post of {who} still waits for your approval</Trans>
      ) : (
        <Trans>A post still waits for your approval</Trans>
      );
    case "mentioned-in-post":
      return by ? (
        <Trans>{who} mentioned you beside a post</Trans>
      ) : (
        <Trans>Somebody mentioned you beside a post</Trans>
      );
    case "comment-answered":
      return by ? (
        <Trans>{who} answered your comment on a post</Trans>
      ) : (
        <Trans>Somebody answered your comment on a post</Trans>
      );
    case "joined":
      return by ? <Trans>{who} has joined the team</Trans> : <Trans>Somebody has joined the team</Trans>;
  }
}
