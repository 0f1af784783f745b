import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import StatusIndicator, {
  type StatusIndicatorProps,
} from "@cloudscape-design/components/status-indicator";

import { useAddressFile } from "~/addresses/addresses";
import { useMay } from "~/api/me";
import { useCustomerBlocks } from "~/blacklist/blocks";
import { formatMoney } from "~/formats/money";
import { PageLink } from "~/parts/PageLink";
import { useSay } from "~/words/say";

import { useCustomerInvoices } from "./tabs/InvoicesTab";
import { hasAddress, useCredit, type Customer } from "./useCustomer";

interface Matter {
  readonly type: StatusIndicatorProps.Type;
  readonly to: string;
  readonly text: string;
}

const WAITING = ["draft", "dispatch_failed", "dispatched", "part_paid"];

/** What somebody should see to, or know, each with where that is done. */
export function OpenMatters({ customer }: { customer: Customer }) {
  const say = useSay();
  const matters = useMatters(customer);
  return (
    <Container fitHeight header={<Header variant="h2">{say("customers.matters")}</Header>}>
      {matters.length ? (
        <ul className="matters">
          {matters.map(({ type, to, text }) => (
            <li key={text}>
              <StatusIndicator type={type}>
                <PageLink to={to}>{text}</PageLink>
              </StatusIndicator>
            </li>
          ))}
        </ul>
      ) : (
        <StatusIndicator type="success">{say("customers.matters_none")}</StatusIndicator>
      )}
    </Container>
  );
}

function useMatters({ number: customer, status }: Customer): readonly Matter[] {
  const say = useSay();
  const may = useMay();
  const blocks = useCustomerBlocks(customer);
  const invoices = useCustomerInvoices(customer);
  const { told: address } = useAddressFile(customer, {
    when: hasAddress(status) && may("get_address"),
  });
  const { told: credit } = useCredit(customer);
  const blocked = blocks.items
    .filter(({ state }) => state !== "ended")
    .map(({ kind, state }): Matter => ({
      type: state === "in_force" ? "error" : "pending",
      to: `/customers/${customer}/blocks`,
      text: say(`customers.matter_block_${state === "in_force" ? "in_force" : "coming"}`, {
        kind: say(`blacklist.kind_${kind}`),
      }),
    }));
  const billed = invoices.items
    .filter(({ state }) => WAITING.includes(state))
    .map(({ reference, state, is_overdue, due, due_on }): Matter => {
      const named = { reference, amount: formatMoney(due), day: due_on ?? "" };
      const to = `/invoices/${reference}`;
      if (is_overdue) return { type: "warning", to, text: say("customers.matter_overdue", named) };
      if (state === "dispatch_failed")
        return { type: "error", to, text: say("customers.matter_failed", named) };
      if (state === "draft")
        return { type: "pending", to, text: say("customers.matter_draft", named) };
      return { type: "info", to, text: say("customers.matter_due", named) };
    });
  return [
    ...blocked,
    ...(address?.is_waiting
      ? [
          {
            type: "warning" as const,
            to: `/customers/${customer}/address`,
            text: say("customers.matter_address"),
          },
        ]
      : []),
    ...billed,
    ...(credit?.holds.length
      ? [
          {
            type: "in-progress" as const,
            to: `/customers/${customer}/credit`,
            text: say("customers.matter_calls", { count: credit.holds.length }),
          },
        ]
      : []),
  ];
}
