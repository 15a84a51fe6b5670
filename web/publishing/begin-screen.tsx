import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { Page } from "../shell/page.tsx";
import { toast } from "../shell/toasts.tsx";
import { Empty } from "../ui/empty.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useZone } from "../ui/time.tsx";
import { type Beginning, rememberBegun } from "./begun-here.ts";
import { lastChannels } from "./last-channels.ts";
import { keepPost, type Post } from "./posts-api.ts";

/** Begins a draft and goes to it. The id is made here once, so that asking again can make no second one. */
export function BeginScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const ownZone = useZone();
  const begin: Beginning = useSearch({ from: "/app/publishing/new" });
  const zone = begin.zone ?? ownZone;
  const id = useRef(crypto.randomUUID());
  const [tries, setTries] = useState(0);
  const [error, setError] = useState<Error>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, and again when somebody asks
  useEffect(() => {
    let here = true;
    setError(undefined);
    lastChannels(begin.on?.split(","))
      .then((channelIds) => unwrap(api.POST("/posts", { body: { id: id.current, zone, channelIds } })))
      .then((post) => (begin.at === undefined ? post : timed(post, begin.at, zone, begin.second)))
      .then((post) => {
        keepPost(post);
        if (here)
          void navigate({ to: "/publishing/posts/$postId", params: { postId: post.id }, replace: true });
      })
      .catch((cause: Error) => here && setError(cause));
    return () => {
      here = false;
    };
  }, [tries]);
  if (error)
    return (
      <Empty
        level={1}
        picture="stumble"
        title={t`The draft could not be begun`}
        action={<Button onClick={() => setTries(tries + 1)}>{t`Try again`}</Button>}
      >
        {error.message}
      </Empty>
    );
  return (
    <Page title={t`New post`} wide>
      <Skeleton lines={6} />
    </Page>
  );
}

/** At the time that was pointed at. Where the clock does not say it clearly, the draft has none yet, and that is told. */
async function timed(post: Post, at: string, zone: string, second?: boolean): Promise<Post> {
  const time = { local: at, zone, ...(second === undefined ? {} : { second }) };
  rememberBegun(post.id, at);
  try {
    return await unwrap(api.PUT("/posts/{id}/time", { params: { path: { id: post.id } }, body: { time } }));
  } catch (error) {
    toast({ message: (error as Error).message });
    return post;
  }
}
