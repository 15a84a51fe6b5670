import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconX } from "@tabler/icons-react";
import style from "./bulk-bar.module.css";
import { type Dialog, dialog } from "./dialogs.ts";
import type { Names } from "./names.ts";
import type { Choosing } from "./use-choosing.ts";

/** What can be done to all that is chosen. */
export function BulkBar({ choosing, names }: { choosing: Choosing; names: Names }) {
  const { t } = useLingui();
  const ids = [...choosing.chosen];
  const verbs: [Extract<Dialog, { ids: unknown }>["kind"], string][] = [
    ["close", t`Close`],
    ["assign", t`Assign`],
    ["snooze", t`Snooze`],
    ["priority", t`Priority`],
    ["hand-over", t`Hand over`],
  ];
  return (
    <div className={style.bar} role="toolbar" aria-label={t`For all that are chosen`}>
      <span className={style.count} role="status">
        {plural(ids.length, { one: "# chosen", other: "# chosen" })}
      </span>
      {names.role !== "guest" &&
        verbs.map(([kind, name]) => (
          <button key={kind} type="button" onClick={() => dialog.set({ kind, ids })}>
            {name}
          </button>
        ))}
      <button type="button" onClick={choosing.clear} aria-label={t`Choose none`} className={style.none}>
        <IconX size={16} stroke={1.8} />
      </button>
    </div>
  );
}
