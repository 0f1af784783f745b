import { api, type components } from "~/api/client";
import type { Failure } from "~/api/problem";
import { useRead, type Read } from "~/api/useRead";

import "./spoken.css";

export type SpokenText = components["schemas"]["SpokenText"];

export const TOUCHED = [["spoken"]] as const;

interface SpokenTexts {
  readonly told: readonly SpokenText[] | undefined;
  readonly state: { isLoading: boolean; failure: Failure | undefined; again: () => void };
}

export function useSpokenTexts(): SpokenTexts {
  const read = useAll();
  const { told, isLoading, failure, again } = read;
  return {
    told: told?.items,
    state: { isLoading, failure: told ? undefined : failure, again: () => void again() },
  };
}

/** One of them, as it is by now. The list tells its version. */
export function useSpokenText({ refusal, language }: SpokenText): Read<SpokenText> {
  const read = useAll();
  const told = read.told?.items.find(
    (text) => text.refusal === refusal && text.language === language,
  );
  return {
    ...read,
    told,
    version: told ? `"${told.version}"` : null,
    again: async () => {
      await read.again();
      return undefined;
    },
  };
}

function useAll() {
  return useRead(["spoken"], (signal) => api.GET("/spoken-texts", { signal }));
}
