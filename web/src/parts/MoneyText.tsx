import { formatMoney, type Money } from "~/formats/money";

/** Digits of one width, and never broken over lines. */
export function MoneyText({ money }: { money: Money }) {
  return <span className="figures">{formatMoney(money)}</span>;
}
