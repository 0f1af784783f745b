import { minorUnits, share, type Money } from "~/formats/money";

import "./credit.css";

export type Part = "unpaid" | "unbilled" | "held" | "available";

interface Props {
  readonly parts: readonly (readonly [Part, Money, ...unknown[]])[];
  readonly label: string;
}

/** The parts side by side, as wide as they are large. The figures beside it say the same. */
export function CreditBar({ parts, label }: Props) {
  const whole = parts.reduce((sum, [, money]) => {
    const units = minorUnits(money);
    return units > 0n ? sum + units : sum;
  }, 0n);
  const currency = parts[0]?.[1].currency ?? "SEK";
  const all = { amount: `${whole / 100n}.${String(whole % 100n).padStart(2, "0")}`, currency };
  return (
    <div className="credit-bar" role="img" aria-label={label}>
      {parts
        .filter(([, money]) => minorUnits(money) > 0n)
        .map(([part, money]) => (
          <div
            key={part}
            className={`credit-${part}`}
            style={{ inlineSize: `${share(money, all)}%` }}
          />
        ))}
    </div>
  );
}
