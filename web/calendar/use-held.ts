/** A finger that rests on an entry asks for its menu: touch has no other button, and not every phone makes one of it. */
import { type PointerEvent, type TouchEvent, useEffect, useRef } from "react";

const rests = 600; // ms; longer than the grid waits before an entry can be dragged
const strays = 10; // pixels

export function useHeld(ask: (target: EventTarget, at: { x: number; y: number }) => boolean) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const from = useRef({ x: 0, y: 0 });
  const asked = useRef(false);
  const stop = () => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    onPointerDownCapture({ pointerType, target, clientX: x, clientY: y }: PointerEvent) {
      stop();
      asked.current = false;
      if (pointerType !== "touch") return;
      from.current = { x, y };
      timer.current = setTimeout(() => {
        asked.current = ask(target, { x, y });
      }, rests);
    },
    onPointerMoveCapture({ clientX, clientY }: PointerEvent) {
      if (Math.hypot(clientX - from.current.x, clientY - from.current.y) > strays) stop();
    },
    onPointerUpCapture: stop,
    /** The press that has opened the menu does not open the post as well, nor close the menu again. */
    onTouchEndCapture(event: TouchEvent) {
      if (!asked.current) return;
      asked.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
