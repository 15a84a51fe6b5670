import { Trans } from "@lingui/react/macro";
import { IconCloudOff } from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import { liveState, watchLive } from "../api/live.ts";
import style from "./connection.module.css";

/** online, reconnecting or offline: what the live stream knows. */
export const useLiveState = () => useSyncExternalStore(watchLive, liveState);

/** A quiet line above the screen while nothing new can arrive. */
export function ConnectionBanner() {
  const state = useLiveState();
  return (
    <div role="status">
      {state !== "online" && (
        <p className={style.banner}>
          <IconCloudOff size={16} stroke={1.7} />
          {state === "offline" ? (
            <Trans>You are offline. What you see may be old; it catches up by itself.</Trans>
          ) : (
            <Trans>Reconnecting. What you see may be a moment old.</Trans>
          )}
        </p>
      )}
    </div>
  );
}
