/** Spelling and matching of shortcuts: "j", "shift+j", "mod+k", "?", "Escape", and sequences with a space: "g i". */

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** One pressed key in our spelling. Shift is spelled only with letters and named keys: "?" already implies it. */
export function spell(event: KeyPress): string {
  const single = event.key.length === 1;
  const letter = single && /\p{L}/u.test(event.key);
  const key = event.key === " " ? "Space" : letter ? event.key.toLowerCase() : event.key;
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("mod");
  if (event.altKey) parts.push("alt");
  if (event.shiftKey && (letter || !single)) parts.push("shift");
  return [...parts, key].join("+");
}

/** Does this shortcut work while a person types in a field? Only chords with mod and Escape do. */
export const worksWhileTyping = (keys: string): boolean => keys.includes("mod+") || keys === "Escape";

/** The keys as a person reads them: one array per step, one string per key cap. */
export function keyCaps(keys: string, mac: boolean): string[][] {
  const names: Record<string, string> = {
    mod: mac ? "⌘" : "Ctrl",
    alt: mac ? "⌥" : "Alt",
    shift: mac ? "⇧" : "Shift",
    Enter: "↵",
    Escape: "Esc",
    ArrowUp: "↑",
    ArrowDown: "↓",
    ArrowLeft: "←",
    ArrowRight: "→",
  };
  return keys
    .split(" ")
    .map((step) => step.split("+").map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key)));
}
