import { useQueryClient } from "@tanstack/react-query";

import { api, type components, type Told } from "~/api/client";
import { useRead, type Read } from "~/api/useRead";
import type { VersionHeaders } from "~/parts/SeenDeed";

export type Invoice = components["schemas"]["Invoice"];
export type InvoiceState = components["schemas"]["BasisState"];
export type Line = components["schemas"]["Line"];
export type Side = components["schemas"]["Side"];
export type EditPreview = components["schemas"]["EditPreview"];

const SENDING_MS = 2_000; // between looks at one that is on its way to the ledger
const QUIET_MS = 30_000;

/** All that is read of a basis is kept below ["invoices", reference]. */
export function useInvoice(reference: string): Read<Invoice> {
  const key = ["invoices", reference];
  const known = useQueryClient().getQueryData<Told<Invoice>>(key)?.told;
  return useRead(
    key,
    (signal) => api.GET("/invoices/{reference}", { params: { path: { reference } }, signal }),
    { every: known?.state === "dispatching" ? SENDING_MS : QUIET_MS },
  );
}

/** Keys of what a deed on a basis of the customer may change. */
export function touchedBy(customer: string): readonly (readonly string[])[] {
  return [
    ["invoices"],
    ["ageing"],
    ["payments"],
    ["suspense"],
    ["orders"],
    ["customers", customer],
  ];
}

export type AskInvoice<Body> = (
  body: Body,
  header: VersionHeaders,
) => Promise<{ data?: Invoice; error?: unknown; response: Response }>;
