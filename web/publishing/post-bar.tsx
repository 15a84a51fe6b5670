import { useLingui } from "@lingui/react/macro";
import { Button, Menu } from "@mantine/core";
import {
  IconArrowLeft,
  IconCalendarTime,
  IconDots,
  IconHistory,
  IconSend,
  IconTemplate,
  IconTrash,
  IconUserShare,
} from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import { queryClient } from "../api/query.ts";
import type { Names } from "../inbox/names.ts";
import { announce } from "../shell/announce.tsx";
import { useCommands } from "../shell/commands.ts";
import { confirm } from "../shell/confirm.tsx";
import { useShortcuts } from "../shell/shortcuts.ts";
import { toast } from "../shell/toasts.tsx";
import { Note } from "../ui/note.tsx";
import { Tag } from "../ui/tag.tsx";
import { type Editing, useEditing } from "./editing.ts";
import { picturesHere } from "./part-media.ts";
import { PostFaces } from "./post-faces.tsx";
import style from "./post-screen.module.css";
import { checkQuery, keepPost, type PartReason, type Post, postQuery } from "./posts-api.ts";
import { useRepeatWords } from "./repeat-words.ts";
import { changeOthers } from "./series-api.ts";
import { SeriesDialog, type Whom } from "./series-dialog.tsx";
import { statusTones, statusWords } from "./words.ts";

const VersionsDrawer = lazy(() =>
  import("./versions-drawer.tsx").then((m) => ({ default: m.VersionsDrawer })),
);
const KeepDialog = lazy(() => import("./template-dialogs.tsx").then((m) => ({ default: m.KeepDialog })));
const over = new Set(["sending", "sent"]);

/** Over the post: where it stands, whether it is kept, and the ways to let it go out. */
export function PostBar({
  post,
  editing,
  names,
  reasons,
  onShare,
}: {
  post: Post;
  editing: Editing;
  names: Names;
  reasons: readonly PartReason[];
  /** Asked to show it to somebody from outside. */
  onShare(): void;
}) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [busy, setBusy] = useState<"now" | "plan" | "off">();
  const [versions, setVersions] = useState(false);
  const [asking, setAsking] = useState(false);
  const [keeping, setKeeping] = useState(false);
  const [problem, setProblem] = useState<string>();
  const words = useRepeatWords();
  const path = { params: { path: { id: post.id } } };
  const done = post.variants.length > 0 && post.variants.every(({ status }) => over.has(status));
  const held = reasons.some(({ verdict }) => verdict === "hold");
  const planned = post.state === "planned";
  const behind = planned && !done && post.plannedVersion !== null && post.plannedVersion < post.version;

  const act = async (what: "now" | "plan" | "off", call: () => Promise<Post>, said: string) => {
    setBusy(what);
    setProblem(undefined);
    try {
      await picturesHere();
      if (!(await editing.flush())) throw new Error(editing.state().refused ?? t`Not all of it is kept yet.`);
      keepPost(await call());
      announce(said);
      void queryClient.invalidateQueries({ queryKey: ["posts"] });
    } catch (error) {
      setProblem((error as Error).message);
      if (error instanceof ApiError && Array.isArray(error.data.reasons))
        queryClient.setQueryData(checkQuery(post).queryKey, error.data.reasons as PartReason[]);
      void queryClient.invalidateQueries({ queryKey: postQuery(post.id).queryKey });
    }
    setBusy(undefined);
  };
  const plan = (at: "now" | "written") =>
    act(
      at === "now" ? "now" : "plan",
      () => unwrap(api.POST("/posts/{id}/plan", { ...path, body: { at } })),
      at === "now" ? t`It is on its way.` : t`It is planned.`,
    );
  const off = () => act("off", () => unwrap(api.DELETE("/posts/{id}/plan", path)), t`It is off the plan.`);
  const remove = async () => {
    const yes = await confirm({
      title: t`Delete this post?`,
      body: t`What is planned of it does not go out. What is out already stays out.`,
      yes: t`Delete`,
      danger: true,
    });
    if (!yes) return;
    try {
      await editing.flush();
      await unwrap(api.DELETE("/posts/{id}", path));
      queryClient.removeQueries({ queryKey: ["post", post.id] });
      void queryClient.invalidateQueries({ queryKey: ["posts"] });
      void navigate({ to: "/publishing" });
      toast({ message: t`Deleted.` });
    } catch (error) {
      toast({ message: (error as Error).message, tone: "bad" });
    }
  };
  // One of a series that was written on: for which of them is asked when it is to count.
  const ofSeries = behind && post.series?.begun === true && !post.series.ended;
  const planWritten = () => (ofSeries ? setAsking(true) : void plan("written"));
  const planFor = (whom: Whom) => {
    setAsking(false);
    if (whom === "this") return void plan("written");
    const change = async () => {
      const { post: changed, stay } = await changeOthers(post.id, whom);
      if (stay.length > 0) toast({ message: words.stays(stay) });
      return changed;
    };
    void act("plan", change, t`The series is planned as it stands here.`);
  };
  const group = t`This post`;
  const ready = !done && busy === undefined;
  const planWord = planned ? t`Plan it as it stands` : t`Plan`;
  useCommands([
    ...(done
      ? []
      : [{ id: "post.now", label: t`Publish now`, group, keys: "mod+Enter", run: () => void plan("now") }]),
    ...(done || !post.time ? [] : [{ id: "post.plan", label: planWord, group, run: planWritten }]),
    { id: "post.versions", label: t`Earlier versions`, group, run: () => setVersions(true) },
    { id: "post.delete", label: t`Delete`, group, run: () => void remove() },
  ]);
  useShortcuts([
    { keys: "mod+Enter", label: t`Publish now`, group, enabled: ready, run: () => void plan("now") },
    { keys: "mod+s", label: t`Keep what is written`, group, run: () => void editing.flush() },
  ]);
  return (
    <>
      <header className={style.bar}>
        <Link to="/publishing" className={style.back} aria-label={t`Publishing`} title={t`Publishing`}>
          <IconArrowLeft size={18} stroke={1.7} />
        </Link>
        <h1>{planned || done ? t`Post` : t`Draft`}</h1>
        <Standing post={post} />
        {!done && <KeptWords editing={editing} />}
        <PostFaces postId={post.id} />
        <span className={style.deeds}>
          {planned && !done && (
            <Button variant="default" loading={busy === "off"} disabled={!ready} onClick={() => void off()}>
              {t`Take off the plan`}
            </Button>
          )}
          {!done && post.time && (!planned || behind) && (
            <Button
              variant={planned ? "filled" : "light"}
              color={held ? "warn" : "accent"}
              leftSection={<IconCalendarTime size={17} stroke={1.7} />}
              loading={busy === "plan"}
              disabled={!ready}
              onClick={planWritten}
            >
              {planWord}
            </Button>
          )}
          {!done && (
            <Button
              color={held ? "warn" : "accent"}
              leftSection={<IconSend size={16} stroke={1.7} />}
              loading={busy === "now"}
              disabled={!ready}
              onClick={() => void plan("now")}
            >
              {held ? t`Send for a look` : t`Publish now`}
            </Button>
          )}
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" aria-label={t`More`} className={style.more ?? ""}>
                <IconDots size={18} stroke={1.7} />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconHistory size={16} stroke={1.6} />}
                onClick={() => setVersions(true)}
              >
                {t`Earlier versions`}
              </Menu.Item>
              <Menu.Item leftSection={<IconUserShare size={16} stroke={1.6} />} onClick={onShare}>
                {t`Show it to somebody from outside`}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconTemplate size={16} stroke={1.6} />}
                onClick={() => setKeeping(true)}
              >
                {t`Keep as a template`}
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash size={16} stroke={1.6} />} onClick={() => void remove()}>
                {t`Delete`}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </span>
      </header>
      <div role="alert" className={style.problem}>
        {problem && <Note tone="bad">{problem}</Note>}
      </div>
      {behind && (
        <div className={style.problem}>
          <Note tone="info">
            {t`It was written on since it was planned. What goes out is what was planned, until you plan it again.`}
          </Note>
        </div>
      )}
      {asking && <SeriesDialog only onChoose={planFor} onClose={() => setAsking(false)} />}
      <Suspense>
        {keeping && <KeepDialog post={post} editing={editing} onClose={() => setKeeping(false)} />}
        {versions && (
          <VersionsDrawer post={post} editing={editing} names={names} onClose={() => setVersions(false)} />
        )}
      </Suspense>
    </>
  );
}

/** How the channels stand that are past a draft. */
function Standing({ post }: { post: Post }) {
  const { i18n } = useLingui();
  const standing = [...new Set(post.variants.map(({ status }) => status))].filter((one) => one !== "draft");
  return standing.map((status) => (
    <Tag key={status} tone={statusTones[status]}>
      {i18n._(statusWords[status])}
    </Tag>
  ));
}

function KeptWords({ editing }: { editing: Editing }) {
  const { t } = useLingui();
  const kept = useEditing(editing, () => editing.state().kept);
  const refused = useEditing(editing, () => editing.state().refused);
  const asked = useEditing(editing, () => editing.state().conflicts.size > 0);
  const words = {
    kept: t`Kept`,
    waits: t`Keeping…`,
    keeping: t`Keeping…`,
    unreached: t`Not kept yet: the server cannot be reached`,
    refused: refused ?? t`Not kept`,
  }[kept];
  return (
    <span className={style.kept} data-bad={kept === "refused" || kept === "unreached" || asked} role="status">
      {asked ? t`Another wrote here too: choose below` : words}
    </span>
  );
}
