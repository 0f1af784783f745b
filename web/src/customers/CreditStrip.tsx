import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { formatMoney, minorUnits, type Money } from "~/formats/money";
import { MoneyText } from "~/parts/MoneyText";
import { PageLink } from "~/parts/PageLink";
import { useSay, type MessageId } from "~/words/say";

import { CreditBar, type Part } from "./CreditBar";
import type { Credit } from "./useCustomer";

/** What a customer may use, and what of it is used: as a bar, and in figures. */
export function CreditStrip({ credit }: { credit: Credit }) {
  const say = useSay();
  const { limit, prepaid, unbilled, unpaid, held, available, blocking_invoice } = credit;
  const parts: readonly (readonly [Part, Money, MessageId])[] = [
    ["unpaid", unpaid, "customers.unpaid"],
    ["unbilled", unbilled, "customers.unbilled"],
    ["held", held, "customers.held"],
    ["available", available, "customers.available"],
  ];
  return (
    <Container>
      <SpaceBetween size="s">
        {blocking_invoice && (
          <Alert type="warning">
            <PageLink to={`/invoices/${blocking_invoice}`}>
              {say("customers.blocked_by_invoice", { reference: blocking_invoice })}
            </PageLink>
          </Alert>
        )}
        <CreditBar parts={parts} label={say("customers.credit")} />
        <dl className="credit-figures">
          <Figure name="customers.limit" money={limit} />
          {minorUnits(prepaid) !== 0n && <Figure name="customers.prepaid" money={prepaid} />}
          {parts.map(([part, money, name]) => (
            <Figure key={part} name={name} money={money} part={part} />
          ))}
        </dl>
      </SpaceBetween>
    </Container>
  );
}

function Figure({ name, money, part }: { name: MessageId; money: Money; part?: Part }) {
  const say = useSay();
  return (
    <div>
      <dt>
        {part && <span className={`credit-sign credit-${part}`} aria-hidden />}
        {say(name)}
      </dt>
      <dd title={formatMoney(money)}>
        <MoneyText money={money} />
      </dd>
    </div>
  );
}
