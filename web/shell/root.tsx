import { Outlet } from "@tanstack/react-router";
import { useEffect } from "react";
import { Announcer } from "./announce.tsx";
import { ConfirmHost } from "./confirm.tsx";
import { handleKey } from "./shortcuts.ts";
import { Toasts } from "./toasts.tsx";

/** What every screen has, signed in or not: keys, spoken announcements, toasts, confirmations. */
export function Root() {
  useEffect(() => {
    document.addEventListener("keydown", handleKey);
    return () => document.removeEventListener("keydown", handleKey);
  }, []);
  return (
    <>
      <Outlet />
      <Toasts />
      <ConfirmHost />
      <Announcer />
    </>
  );
}
