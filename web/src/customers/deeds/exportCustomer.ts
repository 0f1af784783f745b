import { answered, api, type components } from "~/api/client";
import { ProblemError } from "~/api/problem";

type Export = components["schemas"]["CustomerExport"];
type Part = components["schemas"]["ExportPart"];

const PARTS: readonly Part[] = [
  "profile",
  "notes",
  "orders",
  "invoices",
  "payments",
  "calls",
  "audit",
];

/** All that is kept of a customer as one document; asked for by parts where it is too much. */
export async function exportCustomer(customer: string): Promise<Export> {
  const ask = async (query: { part?: Part; cursor?: string }) =>
    (
      await answered<Export>(
        api.GET("/customers/{customer}/export", { params: { path: { customer }, query } }),
      )
    ).told;
  try {
    return await ask({});
  } catch (error) {
    if (!(error instanceof ProblemError && error.problem.code === "export_too_large")) throw error;
  }
  let whole: Export | undefined;
  for (const part of PARTS) {
    let page = await ask({ part });
    const rows = [...(page[part] ?? [])];
    while (page.next) {
      page = await ask({ part, cursor: page.next });
      rows.push(...(page[part] ?? []));
    }
    whole = { ...(whole ?? page), [part]: rows, next: null };
  }
  if (!whole) throw new Error("there are no parts");
  return whole;
}
