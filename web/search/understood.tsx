import { useLingui } from "@lingui/react/macro";
import type { Names } from "../inbox/names.ts";
import type { SearchAnswer } from "../inbox/shapes.ts";
import { Tag } from "../ui/tag.tsx";
import style from "./search-dialog.module.css";

/** How the server understood the search, part by part, and what it could not. */
export function Understood({ answer, names }: { answer: SearchAnswer; names: Names }) {
  const { t } = useLingui();
  const parts = partsOf(answer.understood, names);
  if (parts.length === 0 && answer.problems.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: labels, not fields
    <div className={style.understood} role="group" aria-label={t`How it was understood`}>
      {parts.map(({ key, text }) => (
        <Tag key={key + text} tone={key === "words" ? "plain" : "accent"}>
          {key === "words" ? text : `${key}: ${text}`}
        </Tag>
      ))}
      {answer.problems.map((problem) => (
        <Tag key={problem.part} tone="warn">
          {problem.message}
        </Tag>
      ))}
    </div>
  );
}

/** Everything understood as words to show; lists become one part each. */
export function partsOf(
  understood: Record<string, unknown>,
  names: Pick<Names, "channel">,
): { key: string; text: string }[] {
  const say = (key: string, value: unknown): string => {
    if (typeof value !== "string") return value === true ? "✓" : String(value);
    if (key === "channel") return names.channel(value)?.handle ?? value;
    return /^\d{4}-\d\d-\d\dT/.test(value) ? value.slice(0, 10) : value;
  };
  return Object.entries(understood).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((one) => one !== null && one !== undefined && one !== "" && one !== false)
      .map((one) => ({ key, text: typeof one === "object" ? Object.values(one).join(" ") : say(key, one) })),
  );
}
