import { notifyManager, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./errors.ts";

// What a hand has just changed is drawn within the same task: a tick that React has put back to the old data until then
// would be seen to flicker, and the next click would meet the old state.
notifyManager.setScheduler(queueMicrotask);

/** Refusals are not repeated (they would be refused again); a missing answer is, three times. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, error) =>
        count < 3 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
    },
    mutations: { retry: false },
  },
});
