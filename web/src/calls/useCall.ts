import { api, type components } from "~/api/client";
import { useRead, type Read } from "~/api/useRead";
import { useLanguage } from "~/words/say";

export type CallTrace = components["schemas"]["CallTrace"];

const EVERY_MS = 15_000;

/** All that is known of a call, its sentences in the reader's language. */
export function useCall(call: string): Read<CallTrace> {
  const language = useLanguage();
  return useRead(
    ["calls", call, language],
    (signal) =>
      api.GET("/calls/{call}", { params: { path: { call }, query: { language } }, signal }),
    { when: call !== "", every: EVERY_MS },
  );
}
