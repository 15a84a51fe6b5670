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

export const markPath =
  "M4 7.2a3.6 3.6 0 0 1 7.2 0v17.6a3.6 3.6 0 0 1-7.2 0zM21 3.5a9 9 0 0 1 3.9 17.1l3.3 5.3c1.2 2-1.1 4.1-3 2.8l-9-6.4c-2.1-1.6-3.2-3.5-3.2-6.3v-3.9A8.3 8.3 0 0 1 21 3.5z";
