import { type RefObject, useLayoutEffect, useRef } from "react";
import { caretAfter } from "../../src/publishing/meet-parts.ts";

/**
 * Keeps the caret among the words it stood among when another changes the text: setting a field's value sends it to
 * the end. `typed` tells of the field's own changes, `selected` of every move.
 */
export function useSteadyCaret(field: RefObject<HTMLTextAreaElement | null>, text: string) {
  const last = useRef(text);
  const selection = useRef<[number, number]>([0, 0]);
  useLayoutEffect(() => {
    const was = last.current;
    last.current = text;
    const box = field.current;
    if (was === text || !box || document.activeElement !== box) return;
    const [start, end] = selection.current;
    selection.current = [caretAfter(was, text, start), caretAfter(was, text, end)];
    box.setSelectionRange(...selection.current);
  }, [field, text]);
  const selected = (box: HTMLTextAreaElement) => {
    selection.current = [box.selectionStart, box.selectionEnd];
  };
  return {
    selected,
    typed(box: HTMLTextAreaElement) {
      last.current = box.value;
      selected(box);
    },
  };
}
