const COUNT = new Intl.NumberFormat("sv-SE");
const DECIMAL = new Intl.NumberFormat("sv-SE", { minimumFractionDigits: 2 });
const PERCENT = new Intl.NumberFormat("sv-SE", { style: "percent", maximumFractionDigits: 1 });

/** "12 345". */
export function formatCount(count: number): string {
  return COUNT.format(count);
}

/** Of "1234.50", as the API writes amounts, "1 234,50". As text: no digit of it is a float's. */
export function formatDecimal(amount: string): string {
  return DECIMAL.format(amount as Intl.StringNumericLiteral);
}

/** Of 0.125, "12,5 %". */
export function formatPercent(ratio: number): string {
  return PERCENT.format(ratio);
}

// Area codes have two digits (08), three (070, 031) or four: all that are not among these.
const SWEDISH = /^\+46(8|1[013689]|2[0136]|3[1356]|4[0246]|54|6[03]|7\d|90|[1-69]\d{2})(\d{5,8})$/;
// By how many digits are left.
const GROUPS: Readonly<Record<number, RegExp>> = {
  5: /^(\d{3})(\d{2})$/,
  6: /^(\d{2})(\d{2})(\d{2})$/,
  7: /^(\d{3})(\d{2})(\d{2})$/,
  8: /^(\d{3})(\d{3})(\d{2})$/,
};

/** A telephone number to be read: "+46701740605" as "070-174 06 05", foreign ones as they are. */
export function formatTelephone(number: string): string {
  const [, area, rest = ""] = SWEDISH.exec(number) ?? [];
  const groups = GROUPS[rest.length]?.exec(rest);
  return area && groups ? `0${area}-${groups.slice(1).join(" ")}` : number;
}
