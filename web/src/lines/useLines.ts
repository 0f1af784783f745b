import { api, type components } from "~/api/client";
import { useList, type List } from "~/api/useList";
import { useRead, type Read } from "~/api/useRead";

export type ServiceLine = components["schemas"]["ServiceLine"];
export type LineContent = components["schemas"]["ServiceLineContent"];

/** Lines say which articles are in use. */
export const TOUCHED = [["lines"], ["articles"]] as const;

export function useServiceLines(): List<ServiceLine> {
  return useList(["lines"], (cursor, signal) =>
    api.GET("/service-lines", { params: { query: { ...cursor } }, signal }),
  );
}

export function useServiceLine(number: string): Read<ServiceLine> {
  return useRead(["lines", number], (signal) =>
    api.GET("/service-lines/{number}", { params: { path: { number } }, signal }),
  );
}
