import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Skeleton } from "../ui/skeleton.tsx";
import { NotificationList } from "./notification-list.tsx";
import style from "./notifications.module.css";
import { markRead, notificationsQuery } from "./notifications-api.ts";

/** What the bell opens: the newest of the same list, loaded when it is first opened. */
export function BellList({ onClose }: { onClose(): void }) {
  const { t } = useLingui();
  const list = useInfiniteQuery(notificationsQuery);
  const rows = (list.data?.pages[0]?.notifications ?? []).slice(0, 8);
  const unread = rows.some(({ readAt }) => readAt === null);
  return (
    <div className={style.bell}>
      <div className={style.bellHead}>
        <h2>{t`Notifications`}</h2>
        {unread && (
          <Button variant="subtle" size="xs" onClick={() => void markRead("all")}>
            <Trans>Mark all as read</Trans>
          </Button>
        )}
      </div>
      {list.isPending ? (
        <Skeleton lines={3} avatar />
      ) : list.isError ? (
        <p className={style.none}>{list.error.message}</p>
      ) : rows.length === 0 ? (
        <p className={style.none}>
          <Trans>All quiet. Nothing waits for you.</Trans>
        </p>
      ) : (
        <NotificationList rows={rows} onOpen={onClose} />
      )}
      <Link to={"/notifications" as "/"} className={style.all} onClick={onClose}>
        <Trans>All notifications</Trans>
      </Link>
    </div>
  );
}
