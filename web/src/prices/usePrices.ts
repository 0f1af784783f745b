import { api, type components } from "~/api/client";
import { useList, type List } from "~/api/useList";
import { useRead, type Read } from "~/api/useRead";
import { useWholeList } from "~/api/useWholeList";

export type PriceList = components["schemas"]["PriceList"];
export type VersionSummary = components["schemas"]["VersionSummary"];
export type Version = components["schemas"]["PriceListVersion"];
export type NumberedArticle = components["schemas"]["NumberedArticle"];
export type Tariff = components["schemas"]["TariffText"];
export type Difference = components["schemas"]["Difference"];

/** All that is read of a price list is kept below ["prices"]; articles tell the same. */
export const TOUCHED = [["prices"], ["articles"]] as const;

export function usePriceLists(): List<PriceList> {
  return useWholeList(["prices"], (signal) => api.GET("/price-lists", { signal }));
}

/** The one that begins last comes first. */
export function useVersions(name: string): List<VersionSummary> {
  return useList(["prices", name, "versions"], (cursor, signal) =>
    api.GET("/price-lists/{name}/versions", {
      params: { path: { name }, query: { ...cursor } },
      signal,
    }),
  );
}

export function useVersion(name: string, validFrom: string | null): Read<Version> {
  return useRead(
    ["prices", name, "version", validFrom],
    (signal) =>
      api.GET("/price-lists/{name}/versions/{valid_from}", {
        params: { path: { name, valid_from: validFrom ?? "" } },
        signal,
      }),
    { when: validFrom !== null },
  );
}

export function versionPath({ price_list, valid_from }: VersionSummary): string {
  return `/prices/${price_list}/${valid_from}`;
}
