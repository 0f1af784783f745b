import { parseAmount } from "~/formats/money";
import { parsePercent } from "~/formats/vat";

import type { WantedOrder } from "./foresee";
import type { TypedOrder } from "./NewOrderFields";

const MOST = 10_000;

/** How many were typed; null if it is no number the API takes. */
export function parseQuantity(typed: string): number | null {
  const quantity = /^\d{1,5}$/.test(typed.trim()) ? Number(typed) : 0;
  return quantity >= 1 && quantity <= MOST ? quantity : null;
}

/** What was typed as an order, but for its reason; null while something is not right. */
export function parseOrder(typed: TypedOrder): Omit<WantedOrder, "reason"> | null {
  const quantity = parseQuantity(typed.quantity);
  if (quantity === null) return null;
  if (typed.kind === "article")
    return typed.article ? { quantity, line: { kind: "article", article: typed.article } } : null;
  const [amount, vat_percent] = [parseAmount(typed.price), parsePercent(typed.percent)];
  const text = typed.text.trim();
  if (!text || amount === null || vat_percent === null) return null;
  const unit_price = { amount, currency: "SEK" };
  return { quantity, line: { kind: "own", text, unit_price, vat_percent } };
}
