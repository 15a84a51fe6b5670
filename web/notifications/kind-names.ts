import { useLingui } from "@lingui/react/macro";
import type { Notification } from "./notifications-api.ts";

/** The kinds of notifications, as choices: "when …". */
export function useKindNames(): Record<Notification["kind"], string> {
  const { t } = useLingui();
  return {
    mentioned: t`somebody mentions you`,
    assigned: t`you are given a conversation`,
    "handed-over": t`your desk is handed a conversation`,
    "channel-broken": t`a channel needs somebody`,
    "promise-at-risk": t`an answer is due soon`,
    "reply-failed": t`your reply has not gone out`,
    "reply-held": t`a reply waits for a lead's word`,
    "post-failed": t`a post of yours has not gone out`,
    "approval-asked": t`a post waits for your approval`,
    "post-approved": t`your post is approved`,
    "post-returned": t`your post is given back`,
    "post-reviewed": t`somebody from outside has looked at your post`,
    "approval-due": t`a post still waits for your approval`,
    "mentioned-in-post": t`somebody mentions you beside a post`,
    "comment-answered": t`somebody answers your comment on a post`,
    joined: t`somebody joins the team`,
  };
}
