import { useLingui } from "@lingui/react/macro";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import { queryClient } from "../api/query.ts";
import { useNames } from "../inbox/names.ts";
import { channelsQuery } from "../inbox/queries.ts";
import { useLiveState } from "../shell/connection.tsx";
import { usePageTitle } from "../shell/page.tsx";
import { Empty } from "../ui/empty.tsx";
import { networkName } from "../ui/network.tsx";
import pills from "../ui/pills.module.css";
import { Skeleton } from "../ui/skeleton.tsx";
import { ApprovalBar } from "./approval-bar.tsx";
import { begunAt } from "./begun-here.ts";
import { ChannelChoice } from "./channel-choice.tsx";
import { showPlace } from "./comment-places.ts";
import { Commenting, useCommenting } from "./commenting.tsx";
import { type CommentPlace, commentsQuery } from "./comments-api.ts";
import { CommentsPanel } from "./comments-panel.tsx";
import { ContentEditor } from "./content-editor.tsx";
import { isOwn } from "./doc.ts";
import { type Editing, openEditing, useEditing } from "./editing.ts";
import { EvergreenPanel } from "./evergreen-panel.tsx";
import { IdeaBeside } from "./idea-beside.tsx";
import { canPost } from "./last-channels.ts";
import { OwnBar } from "./own-bar.tsx";
import { PlaceTabs } from "./place-tabs.tsx";
import { PostBar } from "./post-bar.tsx";
import { usePostPresence } from "./post-presence.ts";
import { PostReasons } from "./post-reasons.tsx";
import style from "./post-screen.module.css";
import { checkQuery, type PartReason, type Post, postQuery, usePostsLive } from "./posts-api.ts";
import { Preview } from "./preview.tsx";
import { RepeatPanel } from "./repeat-panel.tsx";
import { Story } from "./story.tsx";
import { WhenPanel } from "./when-panel.tsx";

const LinksDialog = lazy(() => import("./links-dialog.tsx").then((m) => ({ default: m.LinksDialog })));

const LetterPreview = lazy(() => import("./letter-preview.tsx").then((m) => ({ default: m.LetterPreview })));

export function PostScreen() {
  const { postId } = useParams({ strict: false }) as { postId: string };
  const { data: post, error } = useSuspenseQuery(postQuery(postId));
  const { t } = useLingui();
  usePostsLive();
  // Deleted by another while it stood open here.
  if (post.state === "removed" || (error instanceof ApiError && error.status === 404))
    return (
      <Empty level={1} picture="nothing" title={t`This post was deleted`}>
        {t`What was out already stays out.`}
      </Empty>
    );
  return <Composer key={postId} post={post} />;
}

const begun = new Set(["sending", "sent", "unknown"]);
const none: readonly PartReason[] = [];

/** One post being written, planned and told of. */
function Composer({ post }: { post: Post }) {
  const { t } = useLingui();
  const names = useNames();
  const all = useSuspenseQuery(channelsQuery).data;
  const editing = useKeptEditing(post);
  const [wanted, setPlace] = useState<string | null>(null);
  usePageTitle(t`Post`);
  const listening = usePostPresence(post.id);
  const ids = post.variants.map(({ channelId }) => channelId).join(" ");
  const chosen = useMemo(
    () => ids.split(" ").flatMap((id) => all.find((one) => one.id === id) ?? []),
    [ids, all],
  );
  const open = all.filter((one) => canPost(one) || chosen.includes(one));
  const place = chosen.some(({ id }) => id === wanted) ? wanted : null;
  const edited = useMemo(
    () => (place === null ? chosen : chosen.filter(({ id }) => id === place)),
    [place, chosen],
  );
  const check = useQuery({
    ...checkQuery(post),
    enabled: chosen.length > 0,
    placeholderData: (before) => before,
  });
  const reasons = chosen.length > 0 ? (check.data ?? none) : none;
  const out = post.variants.filter(({ deliveries }) => deliveries.some(({ status }) => begun.has(status)));
  const locked = useEditing(editing, () =>
    out.some(
      ({ channelId }) =>
        channelId === place || (place === null && !isOwn(editing.state().doc, channelId, "parts")),
    ),
  );
  const [about, setAbout] = useState<CommentPlace | null>();
  const beginComment = useCallback((next: CommentPlace | null | undefined) => {
    setAbout(next);
    if (next !== undefined)
      requestAnimationFrame(() => document.getElementById("comments")?.scrollIntoView({ block: "nearest" }));
  }, []);
  const commenting = useCommenting(post.id, beginComment);
  const [links, setLinks] = useState(false);
  const [looked, setLooked] = useState<string>();
  const seen = chosen.find(({ id }) => id === (place ?? looked)) ?? chosen[0];
  // What nobody has said anything of is looked at first.
  const talked = (useQuery(commentsQuery(post.id)).data?.length ?? 0) > 0;
  const comments = (
    <CommentsPanel
      key="comments"
      post={post}
      names={names}
      begun={about}
      onBegin={beginComment}
      onShow={(place) => {
        setPlace(place.channelId);
        // Once that channel's words are on the screen.
        requestAnimationFrame(() => showPlace(place));
      }}
    />
  );
  const preview = seen && (
    <section key="preview" aria-labelledby="preview">
      <h2 id="preview">{out.length === post.variants.length ? t`How it looks` : t`How it will look`}</h2>
      {place === null && chosen.length > 1 && (
        <div className={`${style.looks} ${pills.pills}`}>
          {chosen.map((one) => (
            <button key={one.id} type="button" aria-pressed={one === seen} onClick={() => setLooked(one.id)}>
              {networkName(one.network)}
              {chosen.filter(({ network }) => network === one.network).length > 1 &&
                ` · ${one.name || one.handle}`}
            </button>
          ))}
        </div>
      )}
      {seen.network === "email" ? (
        <Suspense fallback={<Skeleton lines={6} />}>
          <LetterPreview post={post} editing={editing} channel={seen} />
        </Suspense>
      ) : (
        <Preview editing={editing} channel={seen} />
      )}
    </section>
  );
  return (
    <Commenting value={commenting}>
      <div className={style.screen}>
        <PostBar
          post={post}
          editing={editing}
          names={names}
          reasons={reasons}
          onShare={() => setLinks(true)}
        />
        <ApprovalBar post={post} names={names} onShare={() => setLinks(true)} />
        <Suspense>
          {links && <LinksDialog postId={post.id} names={names} onClose={() => setLinks(false)} />}
        </Suspense>
        <div className={style.columns}>
          <div className={style.write} {...listening}>
            {open.length === 0 ? (
              <p
                className={style.own}
              >{t`No channel takes posts yet. Connect one, and this draft can go out there.`}</p>
            ) : (
              <ChannelChoice post={post} channels={open} />
            )}
            {chosen.length > 0 && (
              <PlaceTabs
                editing={editing}
                channels={chosen}
                place={place}
                reasons={reasons}
                onPlace={setPlace}
              />
            )}
            <div
              {...(chosen.length > 0
                ? { id: "place-words", role: "tabpanel", "aria-labelledby": `place-${place ?? "all"}` }
                : {})}
            >
              {place !== null && <OwnBar editing={editing} channelId={place} locked={locked} />}
              {locked && (
                <p className={style.own}>{t`Some of it is out already, so these words stand as they are.`}</p>
              )}
              <ContentEditor
                key={place}
                editing={editing}
                channelId={place}
                channels={edited}
                locked={locked}
              />
            </div>
            <PostReasons reasons={reasons} channels={chosen} />
          </div>
          <div className={style.beside}>
            <IdeaBeside source={post.source} />
            <Story post={post} names={names} />
            {(out.length === 0 || out.length < post.variants.length) && (
              <WhenPanel key={place} post={post} channelId={place} />
            )}
            {place === null && post.time && (
              <RepeatPanel
                post={{ ...post, time: post.time }}
                out={out.length > 0}
                locked={names.role === "guest"}
              />
            )}
            {place === null && (
              <EvergreenPanel
                post={post}
                editing={editing}
                channels={chosen}
                locked={names.role === "guest"}
              />
            )}
            {talked ? [comments, preview] : [preview, comments]}
          </div>
        </div>
      </div>
    </Commenting>
  );
}

/** The writing of this post, kept by itself: on leaving, when the line is back, and against closing the window. */
function useKeptEditing(post: Post): Editing {
  const [editing] = useState(() => openEditing(post));
  const live = useLiveState();
  const latest = useRef(post);
  latest.current = post;
  useEffect(() => editing.take(post), [editing, post]);
  useEffect(() => {
    if (live === "online" && editing.state().kept === "unreached") void editing.flush();
  }, [live, editing]);
  useEffect(() => {
    let here = true;
    const leaving = (event: BeforeUnloadEvent) => {
      if (!editing.unkept()) return;
      void editing.flush();
      event.preventDefault();
    };
    window.addEventListener("beforeunload", leaving);
    return () => {
      here = false;
      window.removeEventListener("beforeunload", leaving);
      void editing.flush().then(() => {
        if (!here) void dropUntouched(latest.current);
      });
    };
  }, [editing]);
  return editing;
}

/** A draft in which nobody ever wrote a word is no draft. */
async function dropUntouched(post: Post): Promise<void> {
  const now = queryClient.getQueryData(postQuery(post.id).queryKey) ?? post;
  if (now.version > 1 || now.state !== "draft" || now.source) return;
  // A time that somebody chose here is a word, too; the one it was begun at is not.
  if (now.time && now.time.local !== begunAt(post.id)) return;
  if (now.base.parts.some(({ text, media }) => text !== "" || media.length > 0)) return;
  await unwrap(api.DELETE("/posts/{id}", { params: { path: { id: post.id } } })).catch(() => undefined);
  queryClient.removeQueries({ queryKey: ["post", post.id] });
  void queryClient.invalidateQueries({ queryKey: ["posts"] });
}
