import type { components } from "~/api/client";
import { parseAmount } from "~/formats/money";

export type Rule = components["schemas"]["Edit"]["rule"];
export type RuleKind = Rule["kind"];

/** Of the whole, or a line of its own; those of one line are reached from it. */
export const RULES_OF_ALL = ["reduction", "goodwill", "own_rate", "price_list", "article"] as const;
export const RULES_OF_LINE = ["line_reduction", "line_text"] as const;

/** The fields as typed; each rule reads its own. */
export interface TypedRule {
  readonly kind: RuleKind;
  readonly line: string;
  /** What the line reads now: to have it read the same is no edit. */
  readonly lineText: string;
  readonly isPercent: boolean;
  readonly percent: string;
  readonly amount: string;
  readonly priceList: string;
  readonly text: string;
  readonly quantity: string;
  readonly vat: string;
}

export const NO_RULE: Omit<TypedRule, "kind"> = {
  line: "",
  lineText: "",
  isPercent: true,
  percent: "",
  amount: "",
  priceList: "",
  text: "",
  quantity: "1",
  vat: "25",
};

/** The rule that is typed; null while it is not whole. */
export function ruleOf(typed: TypedRule, currency: string): Rule | null {
  const { kind, line } = typed;
  const money = moneyOfTyped(typed.amount, currency);
  const text = typed.text.trim();
  switch (kind) {
    case "reduction":
    case "line_reduction": {
      const off = typed.isPercent ? percentOff(typed.percent) : money && { amount: money };
      if (!off) return null;
      return kind === "reduction" ? { kind, ...off } : line ? { kind, line, ...off } : null;
    }
    case "line_text":
      return isOtherText(typed) && line ? { kind, line, text } : null;
    case "goodwill":
      return money && { kind, amount: money };
    case "own_rate":
      return money && { kind, rate_per_minute: money };
    case "price_list":
      return typed.priceList ? { kind, name: typed.priceList } : null;
    case "article": {
      const [quantity, vat] = [parseQuantity(typed.quantity), parsePercent(typed.vat)];
      if (!text || !money || quantity === null || vat === null) return null;
      return { kind, text, quantity, unit_price: money, vat_percent: vat };
    }
  }
}

export function isOtherText({ text, lineText }: TypedRule): boolean {
  return text.trim() !== "" && text.trim() !== lineText;
}

/** "12,5 %" as "12.5"; null for what is no percentage up to a hundred. */
export function parsePercent(typed: string): string | null {
  const plain = typed.replace(/[\s\u00a0\u202f%]/g, "").replace(",", ".");
  return /^(100(\.0{1,4})?|\d{1,2}(\.\d{1,4})?)$/.test(plain) ? plain : null;
}

export function parseQuantity(typed: string): number | null {
  return /^[1-9]\d{0,3}$/.test(typed.trim()) ? Number(typed) : null;
}

function percentOff(typed: string) {
  const percent = parsePercent(typed);
  return percent === null || Number(percent) === 0 ? null : { percent };
}

function moneyOfTyped(typed: string, currency: string) {
  const amount = parseAmount(typed);
  return amount === null ? null : { amount, currency };
}
