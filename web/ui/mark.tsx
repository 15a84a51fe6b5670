import { markPath } from "./mark-path.ts";

/**
 * Rapport's mark: two that stand close make a letter. The upright is one person; beside it a voice, whose tail is the
 * leg of the R. One colour, so that it works at 16 px, on paper and in a stamp.
 */
export function Mark({ size = 24, title }: { size?: number; title?: string }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="currentColor"
      role={title ? "img" : undefined}
      aria-label={title}
      aria-hidden={title ? undefined : true}
    >
      <path d={markPath} />
    </svg>
  );
}
