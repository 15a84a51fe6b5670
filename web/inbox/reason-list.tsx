import { useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconCheck, IconHandStop } from "@tabler/icons-react";
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

const icons = { allow: IconCheck, hold: IconHandStop, deny: IconAlertTriangle };

/** What the gate says, rule by rule: the sharpest first, what is well last. */
export function ReasonList({ reasons }: { reasons: readonly Reason[] }) {
  const { t } = useLingui();
  const weight = { deny: 0, hold: 1, allow: 2 };
  const sorted = [...reasons].sort((a, b) => weight[a.verdict] - weight[b.verdict]);
  if (sorted.length === 0) return null;
  return (
    <ul className={style.reasons} aria-label={t`What the gate says`}>
      {sorted.map((reason) => {
        const Icon = icons[reason.verdict];
        const earlier = earlierOf(reason);
        return (
          <li key={reason.rule + reason.message} data-verdict={reason.verdict}>
            <Icon size={15} stroke={1.9} />
            <div>
              <span className="visually-hidden">
                {reason.verdict === "deny"
                  ? t`Not allowed:`
                  : reason.verdict === "hold"
                    ? t`Held:`
                    : t`Fine:`}{" "}
              </span>
              {reason.message}
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
