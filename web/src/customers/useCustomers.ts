import { useSearchParams } from "react-router";

import { api, type components } from "~/api/client";
import { useList, type List } from "~/api/useList";

export type CustomerHit = components["schemas"]["CustomerHit"];

/** Below, a search would find everybody. */
export const SHORTEST_SEARCH = 2;

/** What is searched for is in the address, so that it can be sent to a colleague. */
export function useSearched(): [searched: string, search: (text: string) => void] {
  const [params, setParams] = useSearchParams();
  const searched = params.get("search")?.trim() ?? "";
  return [
    searched.length >= SHORTEST_SEARCH ? searched : "",
    (text) => {
      setParams(text ? { search: text } : {}, { replace: true });
    },
  ];
}

export function useCustomers(searched: string): List<CustomerHit> {
  const search = searched ? { search: searched } : {};
  return useList(["customers", search], (cursor, signal) =>
    api.GET("/customers", { params: { query: { ...search, ...cursor } }, signal }),
  );
}
