/** Money as the API writes it: an amount with two decimals, as text, and its currency. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

const formats = new Map<string, Intl.NumberFormat>();

/** Such as "1 000,00 kr". The amount goes in as text: no digit of it is ever a float's. */
export function formatMoney({ amount, currency }: Money): string {
  let format = formats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat("sv-SE", { style: "currency", currency });
    formats.set(currency, format);
  }
  return format.format(amount as Intl.StringNumericLiteral);
}

/** Whole hundredths: what may be added, compared and subtracted. */
export function minorUnits({ amount }: Money): bigint {
  const [, sign = "", whole = "0", part = ""] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(amount) ?? [];
  const units = BigInt(whole) * 100n + BigInt(part.padEnd(2, "0") || "0");
  return sign ? -units : units;
}

/** Of `whole` in per cent, between 0 and 100; 0 where there is no whole. For drawing only. */
export function share(part: Money, whole: Money): number {
  const [units, all] = [minorUnits(part), minorUnits(whole)];
  if (all <= 0n || units <= 0n) return 0;
  return units >= all ? 100 : Number((units * 1000n) / all) / 10;
}

/** What was typed, such as "1 250,5", as the API wants it: "1250.50"; null if it is no amount. */
export function parseAmount(typed: string): string | null {
  const plain = typed.replace(/[\s\u00a0\u202f]|kr/g, "").replace(",", ".");
  const [, whole, part = ""] = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(plain) ?? [];
  return whole === undefined ? null : `${whole}.${part.padEnd(2, "0")}`;
}

/** Of whole hundredths, the reverse of `minorUnits`. */
export function moneyOf(units: bigint, currency: string): Money {
  const size = units < 0n ? -units : units;
  const part = String(size % 100n).padStart(2, "0");
  return { amount: `${units < 0n ? "-" : ""}${size / 100n}.${part}`, currency };
}

/** All of one currency; nothing comes to 0.00 of `currency`. */
export function sumOf(all: readonly Money[], currency: string): Money {
  return moneyOf(
    all.reduce((sum, money) => sum + minorUnits(money), 0n),
    currency,
  );
}

export function isZero(money: Money): boolean {
  return minorUnits(money) === 0n;
}
