import { api, type components } from "~/api/client";
import { useList, type List } from "~/api/useList";

export type Block = components["schemas"]["Block"];
export type BlockReason = components["schemas"]["BlockReason"];
/** A block in a list: in that of all it comes with the customer's name. */
export type AnyBlock = Block & { readonly customer_name?: string | null };

export const BLOCK_REASONS: readonly BlockReason[] = [
  "financial",
  "conduct",
  "fraud",
  "own_request",
  "other",
];

/** All that is in force or to come: of customers and numbers, or on numbers only. */
export function useBlacklist(isOnlyNumbers: boolean): List<AnyBlock> {
  return useList<AnyBlock>(["blocks", { isOnlyNumbers }], (cursor, signal) =>
    isOnlyNumbers
      ? api.GET("/number-blocks", { params: { query: cursor }, signal })
      : api.GET("/blocks", { params: { query: cursor }, signal }),
  );
}

export function useCustomerBlocks(customer: string): List<AnyBlock> {
  return useList<AnyBlock>(["customers", customer, "blocks"], (cursor, signal) =>
    api.GET("/customers/{customer}/blocks", {
      params: { path: { customer }, query: cursor },
      signal,
    }),
  );
}

/** A number's blocks, those that have ended too. */
export function useNumberBlocks(number: string): List<AnyBlock> {
  return useList<AnyBlock>(
    ["blocks", { number }],
    (cursor, signal) =>
      api.GET("/number-blocks/{number}", { params: { path: { number }, query: cursor }, signal }),
    { when: number !== "" },
  );
}

/** What is no longer as it was when a block comes or goes. */
export const TOUCHED_BY_BLOCK = [["blocks"], ["customers"]] as const;
