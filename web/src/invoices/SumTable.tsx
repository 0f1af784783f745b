import { isZero, sumOf, type Money } from "~/formats/money";
import { MoneyText } from "~/parts/MoneyText";
import { useSay } from "~/words/say";

import type { Invoice, Side } from "./useInvoice";

import "./sums.css";

/** Net, VAT by rate and what is payable; then what came of that. */
export function SumTable({ invoice }: { invoice: Invoice }) {
  const say = useSay();
  const { payable, received, credited, adjusted, due } = invoice;
  const rest: readonly (readonly [string, Money])[] = [
    [say("invoices.received"), received],
    [say("invoices.credited"), credited],
    [say("invoices.adjusted"), adjusted],
  ];
  const taken = rest.filter(([, money]) => !isZero(money));
  return (
    <table className="sums" aria-label={say("invoices.sums")}>
      <VatRows side={invoice.content} />
      <tbody>
        <SumRow name={say("invoices.payable")} money={payable} isSum />
        {taken.map(([name, money]) => (
          <SumRow key={name} name={name} money={money} isLess />
        ))}
        {invoice.state !== "voided" && <SumRow name={say("invoices.due")} money={due} isSum />}
      </tbody>
    </table>
  );
}

/** Net as one sum, VAT rate by rate: the first rows of a table of sums. */
export function VatRows({ side }: { side: Pick<Side, "vat" | "payable"> }) {
  const say = useSay();
  const net = sumOf(
    side.vat.map((share) => share.net),
    side.payable.currency,
  );
  return (
    <tbody>
      <SumRow name={say("invoices.net")} money={net} />
      {side.vat.map(({ percent, vat }) => (
        <SumRow key={percent} name={say("invoices.vat_of", { percent })} money={vat} />
      ))}
    </tbody>
  );
}

interface RowProps {
  readonly name: string;
  readonly money: Money;
  readonly isSum?: boolean;
  readonly isLess?: boolean;
}

export function SumRow({ name, money, isSum = false, isLess = false }: RowProps) {
  return (
    <tr className={isSum ? "sums-whole" : undefined}>
      <th scope="row">{name}</th>
      <td>
        {isLess && "− "}
        <MoneyText money={money} />
      </td>
    </tr>
  );
}
