import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMutation, useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { announce } from "../shell/announce.tsx";
import { useCommands } from "../shell/commands.ts";
import { unreadNotifications } from "../shell/notifications.ts";
import { Page } from "../shell/page.tsx";
import { useShortcuts } from "../shell/shortcuts.ts";
import { toast } from "../shell/toasts.tsx";
import { Empty } from "../ui/empty.tsx";
import { NotificationList } from "./notification-list.tsx";
import { markRead, notificationsQuery } from "./notifications-api.ts";

/** All that was told to me, newest first. */
export function NotificationsScreen() {
  const { t } = useLingui();
  const unread = unreadNotifications.use();
  const list = useSuspenseInfiniteQuery(notificationsQuery);
  const rows = list.data.pages.flatMap((page) => page.notifications);
  const readAll = useMutation({
    mutationFn: () => markRead("all"),
    onSuccess: () => announce(t`All read.`),
    onError: (error) => toast({ message: error.message, tone: "bad" }),
  });
  const command = {
    id: "notifications.read-all",
    label: t`Mark all notifications as read`,
    group: t`Notifications`,
    keys: "shift+e",
    run: () => readAll.mutate(),
  };
  useCommands(unread > 0 ? [command] : []);
  useShortcuts([{ ...command, enabled: unread > 0 }]);
  return (
    <Page
      title={t`Notifications`}
      lead={
        <Trans>
          What waits for you.{" "}
          <Link to={"/settings/notifications" as "/"}>Choose what reaches you, and how.</Link>
        </Trans>
      }
      actions={
        unread > 0 && (
          <Button variant="default" loading={readAll.isPending} onClick={() => readAll.mutate()}>
            <Trans>Mark all as read</Trans>
          </Button>
        )
      }
    >
      {rows.length === 0 ? (
        <Empty picture="quiet" title={t`All quiet`}>
          <Trans>When somebody mentions you, hands you a conversation or needs you, it stands here.</Trans>
        </Empty>
      ) : (
        <>
          <NotificationList rows={rows} />
          {list.hasNextPage && (
            <Button
              variant="default"
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              <Trans>Show earlier ones</Trans>
            </Button>
          )}
        </>
      )}
    </Page>
  );
}
