import { api, type components } from "~/api/client";
import { useRead, type Read } from "~/api/useRead";

export type Settings = components["schemas"]["Settings"];

export function useSettings(): Read<Settings> {
  return useRead(["settings"], (signal) => api.GET("/settings", { signal }));
}
