import { useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconCheck, IconHandStop, IconInfoCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import style from "./reason-list.module.css";
import type { Reason } from "./shapes.ts";

interface Earlier {
  conversationId: string;
  text: string;
}

/** The earlier replies that a reason of sameness is about, whatever else its data holds. */
export function earlierOf(reason: Reason): Earlier[] {
  const lists = Object.values(reason.data ?? {}).filter(Array.isArray) as unknown[][];
  return lists.flat().flatMap((one) => {
    const { conversationId, text } = (one ?? {}) as Partial<Earlier>;
    return typeof conversationId === "string" ? [{ conversationId, text: text ?? "" }] : [];
  });
}

interface OtherPost {
  postId: string;
  brief: string;
}

/** The other posts that a reason names. */
function postsOf(reason: Reason): OtherPost[] {
  const named = reason.data?.posts;
  if (!Array.isArray(named)) return [];
  return (named as Partial<OtherPost>[]).flatMap(({ postId, brief }) =>
    typeof postId === "string" ? [{ postId, brief: brief ?? "" }] : [],
  );
}

const icons = { allow: IconCheck, note: IconInfoCircle, hold: IconHandStop, deny: IconAlertTriangle };

/** What the gate says, rule by rule: the sharpest first, what is well last. */
export function ReasonList({ reasons }: { reasons: readonly Reason[] }) {
  const { t } = useLingui();
  const weight = { deny: 0, hold: 1, allow: 2 };
  const sorted = [...reasons].sort((a, b) => weight[a.verdict] - weight[b.verdict]);
  if (sorted.length === 0) return null;
  return (
    <ul className={style.reasons} aria-label={t`What the gate says`}>
      {sorted.map((reason) => {
        // What is allowed with a word to who types is neither good nor bad.
        const note = reason.verdict === "allow" && reason.rule !== "human-signature";
        const tone = note ? "note" : reason.verdict;
        const Icon = icons[tone];
        const earlier = earlierOf(reason);
        const posts = postsOf(reason);
        return (
          <li key={reason.rule + reason.message} data-verdict={tone}>
            <Icon size={15} stroke={1.9} />
            <div>
              <span className="visually-hidden">
                {reason.verdict === "deny"
                  ? t`Not allowed:`
                  : reason.verdict === "hold"
                    ? t`Held:`
                    : note
                      ? t`Note:`
                      : t`Fine:`}{" "}
              </span>
              {reason.message}
              {posts.length > 0 && (
                <ul className={style.earlier}>
                  {posts.map(({ postId, brief }) => (
                    <li key={postId}>
                      <Link to="/publishing/posts/$postId" params={{ postId }}>
                        {brief ? `“${brief.slice(0, 90)}”` : t`Nothing written yet`}
                      </Link>
                    </li>
                  ))}
                </ul>
              )}
              {earlier.length > 0 && (
                <ul className={style.earlier}>
                  {earlier.slice(0, 5).map((one) => (
                    <li key={one.conversationId + one.text}>
                      <Link to="/inbox/c/$conversationId" params={{ conversationId: one.conversationId }}>
                        {one.text ? `“${one.text.slice(0, 90)}”` : t`An earlier reply`}
                      </Link>
                    </li>
                  ))}
                </ul>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
