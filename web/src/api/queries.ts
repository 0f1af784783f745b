import { QueryClient } from "@tanstack/react-query";

import { isPassing } from "./problem";

const LONGEST_PAUSE_MS = 8_000;

/** Reads are tried until they succeed or are refused; the connection bar tells meanwhile. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: "always",
      staleTime: 10_000,
      retry: (_times, error) => isPassing(error),
      retryDelay: (times) => Math.min(500 * 2 ** times, LONGEST_PAUSE_MS),
    },
    mutations: { networkMode: "always", retry: false },
  },
});
