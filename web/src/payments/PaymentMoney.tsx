import { isZero, type Money } from "~/formats/money";
import { SumRow } from "~/invoices/SumTable";
import { MoneyText } from "~/parts/MoneyText";
import { PageLink } from "~/parts/PageLink";
import { useSay } from "~/words/say";

import type { Payment } from "./usePayments";

import "~/invoices/sums.css";

/** Where every krona of it is. */
export function PaymentMoney({ payment }: { payment: Payment }) {
  const say = useSay();
  const { amount, applied, prepaid, suspense, returned, recalls, recalled_early } = payment;
  const rest: readonly (readonly [string, Money])[] = [
    [say("payments.prepaid"), prepaid],
    [say("payments.in_suspense"), suspense],
    [say("payments.returned"), returned],
    ...recalls.map(({ id, amount: back }) => [say("payments.recall", { id }), back] as const),
    [say("payments.recalled_early"), recalled_early],
  ];
  return (
    <table className="sums" aria-label={say("payments.money")}>
      <tbody>
        {applied.map(({ invoice, amount: part }) => (
          <tr key={invoice}>
            <th scope="row">
              <PageLink to={`/invoices/${invoice}`}>
                {say("payments.on_invoice", { invoice })}
              </PageLink>
            </th>
            <td>
              <MoneyText money={part} />
            </td>
          </tr>
        ))}
        {rest
          .filter(([, money]) => !isZero(money))
          .map(([name, money]) => (
            <SumRow key={name} name={name} money={money} />
          ))}
        <SumRow name={say("payments.came_in")} money={amount} isSum />
      </tbody>
    </table>
  );
}
