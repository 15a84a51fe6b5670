/**
 * Whether a kind of file is among those that are taken: `image/png`, `image/*`, or anything. Pure, and without imports:
 * the browser asks the same before it sends a file.
 */
export const takesType = (types: readonly string[], type: string): boolean =>
  types.some(
    (each) => each === "*/*" || each === type || (each.endsWith("/*") && type.startsWith(each.slice(0, -1))),
  );
