import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./errors.ts";

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
