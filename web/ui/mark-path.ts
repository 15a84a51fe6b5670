/** The outline of the mark in a 32 × 32 box. scripts/draw-mark.ts draws the icons from it. */
export const markPath =
  "M4 7.2a3.6 3.6 0 0 1 7.2 0v17.6a3.6 3.6 0 0 1-7.2 0zM21 3.5a9 9 0 0 1 3.9 17.1l3.3 5.3c1.2 2-1.1 4.1-3 2.8l-9-6.4c-2.1-1.6-3.2-3.5-3.2-6.3v-3.9A8.3 8.3 0 0 1 21 3.5z";
