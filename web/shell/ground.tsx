import { createContext, type ReactNode, useContext } from "react";

/** True inside the frame, which already has the page's one `<main>`. */
export const InFrame = createContext(false);

/** The `<main>` of a screen that may stand inside the frame or alone. */
export function Ground({ children }: { children: ReactNode }) {
  return useContext(InFrame) ? children : <main id="main">{children}</main>;
}
