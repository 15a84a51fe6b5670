import { useLingui } from "@lingui/react/macro";
import { type PointerEvent, useRef } from "react";
import { ownSrc } from "../inbox/own-src.ts";
import style from "./media.module.css";
import type { Focus } from "./media-api.ts";

const middle: Focus = { x: 0.5, y: 0.5 };
const step = 0.05;
const within = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;
const moves: Record<string, [number, number]> = {
  ArrowLeft: [-step, 0],
  ArrowRight: [step, 0],
  ArrowUp: [0, -step],
  ArrowDown: [0, step],
};

/** The picture with the point that stays in view wherever it is cut: dragged, or moved with the arrow keys. */
export function FocalPoint({
  fileId,
  focus,
  onChange,
}: {
  fileId: string;
  focus: Focus | null;
  onChange(focus: Focus): void;
}) {
  const { t } = useLingui();
  const frame = useRef<HTMLDivElement>(null);
  const at = focus ?? middle;
  const [left, top] = [Math.round(at.x * 100), Math.round(at.y * 100)];
  const follow = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box || (event.type === "pointermove" && event.buttons === 0)) return;
    onChange({
      x: within((event.clientX - box.left) / box.width),
      y: within((event.clientY - box.top) / box.height),
    });
  };
  return (
    <div className={style.focal}>
      <div
        ref={frame}
        className={style.frame}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          follow(event);
        }}
        onPointerMove={follow}
      >
        <img src={ownSrc(`/api/media/${fileId}/preview`)} alt="" draggable={false} />
        <button
          type="button"
          className={style.point}
          style={{ left: `${left}%`, top: `${top}%` }}
          aria-label={t`Stays in view: ${left} % from the left, ${top} % from the top. The arrow keys move it.`}
          onKeyDown={(event) => {
            const move = moves[event.key];
            if (!move) return;
            event.preventDefault();
            onChange({ x: within(at.x + move[0]), y: within(at.y + move[1]) });
          }}
        />
      </div>
    </div>
  );
}
