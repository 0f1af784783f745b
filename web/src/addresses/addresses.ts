import { api, type components } from "~/api/client";
import { useList, type List } from "~/api/useList";
import { useRead, type Read } from "~/api/useRead";

export type AddressFile = components["schemas"]["AddressFile"];
export type AddressVersion = components["schemas"]["AddressVersion"];
export type Finding = components["schemas"]["AddressFinding"];

/** Addresses that wait for a decision, the longest waiting first. */
export function useFindings(): List<AddressFile> {
  return useList(["addresses"], (cursor, signal) =>
    api.GET("/address-findings", { params: { query: cursor }, signal }),
  );
}

/**
 * Has a key of its own: when a customer is merged or erased all else of them is asked for once more,
 * and there is no address by then.
 */
export function useAddressFile(customer: string, { when = true } = {}): Read<AddressFile> {
  return useRead(
    addressOf(customer),
    (signal) =>
      api.GET("/customers/{customer}/address", { params: { path: { customer } }, signal }),
    { when },
  );
}

/** What is no longer as it was when an address was asked or decided about. */
export function touchedByAddress(customer: string) {
  return [["addresses"], addressOf(customer), ["customers"]] as const;
}

export function addressOf(customer: string) {
  return ["address", customer] as const;
}

export function oneLine({ street, postcode, city, country }: AddressVersion): string {
  return `${street}, ${postcode} ${city}, ${country}`;
}
