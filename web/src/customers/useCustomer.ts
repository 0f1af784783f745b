import { api, type components } from "~/api/client";
import { useRead, type Read } from "~/api/useRead";

export type Customer = components["schemas"]["Customer"];
export type Credit = components["schemas"]["CreditStanding"];

/** All that is read of a customer is kept below ["customers", number]: touch that after a deed. */
export function useCustomer(number: string): Read<Customer> {
  return useRead(["customers", number], (signal) =>
    api.GET("/customers/{customer}", { params: { path: { customer: number } }, signal }),
  );
}

export function useCredit(number: string): Read<Credit> {
  return useRead(["customers", number, "credit"], (signal) =>
    api.GET("/customers/{customer}/credit", { params: { path: { customer: number } }, signal }),
  );
}

/** Whether there is an address to check: not of who became another customer, or was forgotten. */
export function hasAddress(status: Customer["status"]): boolean {
  return status === "active" || status === "closed";
}
