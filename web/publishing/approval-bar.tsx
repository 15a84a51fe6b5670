import { Plural, useLingui } from "@lingui/react/macro";
import { Button, Textarea } from "@mantine/core";
import {
  IconArrowBackUp,
  IconCheck,
  IconHourglass,
  IconMessageCircle,
  IconUserShare,
  IconX,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "../api/errors.ts";
import { queryClient } from "../api/query.ts";
import type { Names } from "../inbox/names.ts";
import { announce } from "../shell/announce.tsx";
import { Note } from "../ui/note.tsx";
import style from "./approval-bar.module.css";
import { approvalsQuery, type Said, say, type Verdict, type Waiting } from "./approvals-api.ts";
import { useOpenComments } from "./comments-api.ts";
import { keepPost, type Post, postQuery } from "./posts-api.ts";
import { SaidLine } from "./said-line.tsx";
import { useWaitWords } from "./wait-words.ts";

const over = new Set(["sending", "sent"]);

/** Whose word the post waits for, in the version that stands, what was said of it, and the answer of who may give one. */
export function ApprovalBar({ post, names, onShare }: { post: Post; names: Names; onShare(): void }) {
  const { t } = useLingui();
  const { data } = useQuery(approvalsQuery(post.id));
  const comments = useOpenComments(post.id);
  const done = post.variants.length > 0 && post.variants.every(({ status }) => over.has(status));
  const waiting = done ? [] : (data?.waiting ?? []);
  const rows = data?.rows ?? [];
  const ofNow = rows.filter(({ version }) => version === post.version);
  // Agreement belongs to the words that were read.
  const lost =
    waiting.length > 0 && !ofNow.some(isYes) && rows.some((one) => isYes(one) && one.version < post.version);
  if (waiting.length === 0 && rows.length === 0) return null;
  return (
    <section className={style.bar} id="approval" aria-labelledby="approval-title" tabIndex={-1}>
      <header className={style.head}>
        <h2 id="approval-title">{t`Approval`}</h2>
        {names.role !== "guest" && !done && (
          <Button
            variant="subtle"
            size="xs"
            leftSection={<IconUserShare size={15} stroke={1.7} />}
            onClick={onShare}
          >
            {t`Show it to somebody from outside`}
          </Button>
        )}
      </header>
      <div role="status" className={style.waits}>
        {waiting.map((one) => (
          <Wait key={one.policyId} one={one} planned={post.state === "planned"} names={names} />
        ))}
        {waiting.length === 0 && ofNow.some(isYes) && (
          <p data-good="true">
            <IconCheck size={16} stroke={1.9} /> {t`Approved as it stands.`}
          </p>
        )}
      </div>
      {comments > 0 && (
        <p className={style.comments}>
          <IconMessageCircle size={16} stroke={1.7} />
          <a href="#comments">
            <Plural value={comments} one="# internal comment is open" other="# internal comments are open" />
          </a>
        </p>
      )}
      {lost && (
        <Note tone="warn">
          {t`It was approved, and then it was changed. What stands here now has to be approved again.`}
        </Note>
      )}
      {waiting.some(({ yours }) => yours) && <Answer key={post.version} post={post} />}
      {rows.length > 0 && (
        <ol className={style.said} aria-label={t`What was said of it`}>
          {rows.toReversed().map((one) => (
            <SaidLine
              key={`${one.at} ${one.userId ?? one.reviewer}`}
              said={one}
              name={one.reviewer ?? names.teammate(one.userId)?.name ?? ""}
              now={one.version === post.version}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

const isYes = ({ verdict, asked }: Said) => verdict === "approve" && asked;

function Wait({ one, planned, names }: { one: Waiting; planned: boolean; names: Names }) {
  const { t } = useLingui();
  const who = useWaitWords(names)(one);
  const step = one.step + 1;
  const { of } = one;
  return (
    <p data-yours={one.yours}>
      <IconHourglass size={16} stroke={1.7} />
      <span>
        {one.yours
          ? t`It waits for you.`
          : planned
            ? t`It waits for ${who}.`
            : t`Once it is planned, it waits for ${who}.`}
        {of > 1 && <small> {t`Step ${step} of ${of}`}</small>}
      </span>
    </p>
  );
}

/** The three answers; words go with the two that give it back. */
function Answer({ post }: { post: Post }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState<Exclude<Verdict, "approve">>();
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState<Verdict>();
  const [problem, setProblem] = useState<string>();
  const send = async (verdict: Verdict) => {
    setBusy(verdict);
    setProblem(undefined);
    try {
      keepPost(await say(post.id, { version: post.version, verdict, note: note.trim() }));
      announce(verdict === "approve" ? t`Approved.` : t`Given back.`);
      void queryClient.invalidateQueries({ queryKey: ["posts"] });
    } catch (error) {
      setProblem((error as Error).message);
      if (error instanceof ApiError && error.status === 409)
        void queryClient.invalidateQueries({ queryKey: postQuery(post.id).queryKey });
    }
    void queryClient.invalidateQueries({ queryKey: approvalsQuery(post.id).queryKey });
    setBusy(undefined);
  };
  const back = asking !== undefined;
  return (
    <form
      className={style.answer}
      onSubmit={(event) => {
        event.preventDefault();
        if (asking && note.trim() !== "") void send(asking);
      }}
    >
      {problem && <Note tone="bad">{problem}</Note>}
      {back && (
        <Textarea
          label={asking === "changes" ? t`What should change?` : t`Why not?`}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={2000}
          data-autofocus
          autoFocus
        />
      )}
      <div className={style.deeds}>
        {back ? (
          <>
            <Button
              type="submit"
              color={asking === "reject" ? "bad" : "warn"}
              loading={busy !== undefined}
              disabled={note.trim() === ""}
            >
              {asking === "changes" ? t`Ask for changes` : t`Reject`}
            </Button>
            <Button variant="default" onClick={() => setAsking(undefined)}>{t`Cancel`}</Button>
          </>
        ) : (
          <>
            <Button
              leftSection={<IconCheck size={16} stroke={1.9} />}
              loading={busy !== undefined}
              onClick={() => void send("approve")}
            >
              {t`Approve`}
            </Button>
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={16} stroke={1.7} />}
              onClick={() => setAsking("changes")}
            >
              {t`Ask for changes…`}
            </Button>
            <Button
              variant="default"
              leftSection={<IconX size={16} stroke={1.7} />}
              onClick={() => setAsking("reject")}
            >
              {t`Reject…`}
            </Button>
          </>
        )}
      </div>
    </form>
  );
}
