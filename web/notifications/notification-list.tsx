import { Trans } from "@lingui/react/macro";
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowsExchange,
  IconAt,
  IconCheck,
  IconClockExclamation,
  IconEye,
  IconHandStop,
  IconMessageCircle,
  IconPlugConnectedX,
  IconUserCheck,
  IconUserPlus,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { RelativeTime } from "../ui/time.tsx";
import style from "./notifications.module.css";
import { markRead, type Notification, pathOf } from "./notifications-api.ts";
import { Sentence } from "./sentence.tsx";

const icons = {
  mentioned: IconAt,
  assigned: IconUserCheck,
  "handed-over": IconArrowsExchange,
  "channel-broken": IconPlugConnectedX,
  "promise-at-risk": IconClockExclamation,
  "reply-failed": IconAlertTriangle,
  "reply-held": IconHandStop,
  "post-failed": IconAlertTriangle,
  "approval-asked": IconHandStop,
  "post-approved": IconCheck,
  "post-returned": IconArrowBackUp,
  "post-reviewed": IconEye,
  "approval-due": IconHandStop,
  "mentioned-in-post": IconAt,
  "comment-answered": IconMessageCircle,
  joined: IconUserPlus,
};

/** Notifications, newest first; each leads to what it is about and is read by being opened. */
export function NotificationList({ rows, onOpen }: { rows: readonly Notification[]; onOpen?(): void }) {
  return (
    <ul className={style.list}>
      {rows.map((one) => {
        const Icon = icons[one.kind];
        const unread = one.readAt === null;
        const [to, hash] = pathOf(one).split("#");
        const open = () => {
          if (unread) void markRead([one.id]);
          onOpen?.();
        };
        return (
          <li key={one.id} data-unread={unread}>
            <Link to={to as "/"} {...(hash ? { hash } : {})} className={style.one} onClick={open}>
              <span className={style.icon} data-kind={one.kind}>
                <Icon size={18} stroke={1.7} />
              </span>
              <span className={style.text}>
                <span>
                  <Sentence notification={one} />
                  {unread && (
                    <span className="visually-hidden">
                      {" "}
                      (<Trans>unread</Trans>)
                    </span>
                  )}
                </span>
                {one.data.what && one.kind !== "channel-broken" && (
                  <span className={style.what}>{one.data.what}</span>
                )}
              </span>
              <span className={style.when}>
                <RelativeTime at={one.createdAt} />
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
