import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconMailForward } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { queryClient } from "../api/query.ts";
import { Note } from "../ui/note.tsx";
import { RelativeTime } from "../ui/time.tsx";
import type { Editing } from "./editing.ts";
import style from "./letter.module.css";
import { sendTest, testsQuery } from "./letter-api.ts";
import type { Post } from "./posts-api.ts";

const underWay = new Set(["scheduled", "sending", "unknown"]);

/** One mail of it to oneself: to the address with which one signs in, and to no other. */
export function TestMail({
  post,
  editing,
  channelId,
  address,
}: {
  post: Post;
  editing: Editing;
  channelId: string;
  address: string;
}) {
  const { t } = useLingui();
  // Until the server has answered, another press asks for the same mail.
  const id = useRef<string>(undefined);
  const tests = useQuery({
    ...testsQuery(post.id),
    refetchInterval: ({ state }) => (state.data?.some(({ status }) => underWay.has(status)) ? 2_000 : false),
  });
  const send = useMutation({
    mutationFn: async () => {
      await editing.flush();
      id.current ??= crypto.randomUUID();
      return sendTest(post.id, { id: id.current, channelId });
    },
    onSuccess: () => {
      id.current = undefined;
      return queryClient.invalidateQueries({ queryKey: testsQuery(post.id).queryKey });
    },
  });
  const last = tests.data?.find((one) => one.channelId === channelId);
  const to = <bdi>{address}</bdi>;
  return (
    <div className={style.test}>
      <Button
        variant="default"
        leftSection={<IconMailForward size={17} stroke={1.7} />}
        loading={send.isPending}
        onClick={() => send.mutate()}
      >
        {t`Send me a test`}
      </Button>
      <div role="status">
        {send.error ? (
          <Note tone="bad">{send.error.message}</Note>
        ) : last?.status === "sent" ? (
          <p>
            <Trans>A test went to {to}.</Trans> · <RelativeTime at={last.sentAt ?? last.createdAt} />
          </p>
        ) : last && underWay.has(last.status) ? (
          <p>
            <Trans>A test is on its way to {to}.</Trans> {last.waits?.message}
          </p>
        ) : last ? (
          <Note tone="bad">{last.fault?.message ?? t`The test did not go out.`}</Note>
        ) : (
          <p>
            <Trans>It goes to {to} alone, and counts nowhere.</Trans>
          </p>
        )}
      </div>
    </div>
  );
}
