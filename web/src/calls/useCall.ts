import { api, type components } from "~/api/client";
import { useRead, type Read } from "~/api/useRead";

export type CallTrace = components["schemas"]["CallTrace"];

const EVERY_MS = 15_000;

export function useCall(call: string): Read<CallTrace> {
  return useRead(
    ["calls", call],
    (signal) => api.GET("/calls/{call}", { params: { path: { call } }, signal }),
    { when: call !== "", every: EVERY_MS },
  );
}
