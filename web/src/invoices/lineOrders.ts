import { answered, api, type components } from "~/api/client";

export type Order = components["schemas"]["OrderPage"]["items"][number];

/**
 * The id of the line that an order makes: its contact, or its own name if staff entered it, and of
 * a correction the version of the record. An order's id holds all of them:
 * 100001_20260310T120000Z_2b9a3c10-call_20260310T130000.250000Z.
 */
export function lineOf(order: string): string {
  const [, , name = "", version] = order.split("_");
  const plain = decodeURIComponent(name.replaceAll("~", "%"));
  if (!version) return plain;
  const [whole = "", part = ""] = version.replace("Z", "").split(".");
  return `${plain}#${whole}${part.padEnd(6, "0")}`;
}

/** The order that a line of the basis comes from; null of lines that edits make. */
export async function orderOfLine(
  basis: string,
  line: string,
  signal: AbortSignal,
): Promise<Order | null> {
  let cursor: string | null = null;
  do {
    const query: { basis: string; limit: number; cursor?: string } = { basis, limit: 200 };
    if (cursor !== null) query.cursor = cursor;
    const { told } = await answered<components["schemas"]["OrderPage"]>(
      api.GET("/orders", { params: { query }, signal }),
    );
    const found = told.items.find(({ id }) => lineOf(id) === line);
    if (found) return found;
    cursor = told.next;
  } while (cursor !== null);
  return null;
}
