import { minorUnits, type Money } from "./money";

/** The VAT inside a price that includes it, rounded half up as the service rounds it. */
export function vatIncluded(gross: Money, percent: string): Money {
  const [, whole = "0", part = ""] = /^(\d+)(?:\.(\d{1,4}))?$/.exec(percent.trim()) ?? [];
  const rate = BigInt(whole) * 10_000n + BigInt(part.padEnd(4, "0")); // of a hundred, in 10 000ths
  const [above, below] = [minorUnits(gross) * rate, 1_000_000n + rate];
  const size = above < 0n ? -above : above;
  const rounded = (2n * size + below) / (2n * below);
  return moneyOf(above < 0n ? -rounded : rounded, gross.currency);
}

/** An amount of whole hundredths. */
export function moneyOf(units: bigint, currency: string): Money {
  const size = units < 0n ? -units : units;
  const amount = `${size / 100n}.${String(size % 100n).padStart(2, "0")}`;
  return { amount: units < 0n ? `-${amount}` : amount, currency };
}

/** What was typed, such as "25" or "12,5", as the API wants a percentage; null if it is none. */
export function parsePercent(typed: string): string | null {
  const plain = typed.replace(/[\s%\u00a0]/g, "").replace(",", ".");
  return /^(100(\.0{1,4})?|\d{1,2}(\.\d{1,4})?)$/.test(plain) ? plain : null;
}
