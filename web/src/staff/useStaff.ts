import { api, type components } from "~/api/client";
import { useList, type List } from "~/api/useList";
import { useRead, type Read } from "~/api/useRead";

export type StaffAccount = components["schemas"]["StaffAccount"];
export type Role = components["schemas"]["Role"];

export const ROLES = ["admin", "billing", "support", "viewer"] as const satisfies readonly Role[];
export const TOUCHED = [["staff"]] as const;

/** Everybody who was ever invited. */
export function useStaff(): List<StaffAccount> {
  return useList(["staff"], (cursor, signal) =>
    api.GET("/staff", { params: { query: { ...cursor } }, signal }),
  );
}

export function useStaffMember(id: string): Read<StaffAccount> {
  return useRead(["staff", id], (signal) =>
    api.GET("/staff/{member}", { params: { path: { member: id } }, signal }),
  );
}
