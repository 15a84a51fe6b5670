import { useLingui } from "@lingui/react/macro";
import type { KeyboardEvent } from "react";
import style from "./ideas.module.css";
import { type Lane, lanes } from "./ideas-api.ts";
import { useLaneNames } from "./lane-names.ts";

/** On a phone: one lane at a time. */
export function LaneTabs({
  shown,
  counts,
  onShow,
}: {
  shown: Lane;
  counts(lane: Lane): number;
  onShow(lane: Lane): void;
}) {
  const { t } = useLingui();
  const laneNames = useLaneNames();
  const step = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = lanes[(lanes.indexOf(shown) + (by ?? 0) + lanes.length) % lanes.length];
    if (!by || !next) return;
    event.preventDefault();
    onShow(next);
    document.getElementById(`lane-tab-${next}`)?.focus();
  };
  return (
    <div className={style.tabs} role="tablist" aria-label={t`Lanes`} onKeyDown={step}>
      {lanes.map((lane) => (
        <button
          key={lane}
          id={`lane-tab-${lane}`}
          type="button"
          role="tab"
          aria-selected={lane === shown}
          aria-controls={`lane-${lane}`}
          tabIndex={lane === shown ? 0 : -1}
          onClick={() => onShow(lane)}
        >
          {laneNames[lane]} {counts(lane)}
        </button>
      ))}
    </div>
  );
}
