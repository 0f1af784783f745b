import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useParams } from "react-router";

import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { Shown } from "~/parts/Shown";
import { useSay } from "~/words/say";

import { CreditStrip } from "./CreditStrip";
import { CustomerStatusWord } from "./CustomerStatusWord";
import { CustomerTabs } from "./CustomerTabs";
import { Tags } from "./Tags";
import { CustomerDeeds } from "./deeds/CustomerDeeds";
import { useCredit, useCustomer, type Customer } from "./useCustomer";
import "./customer.css";

/** Everything about one customer: who they are, what they may use, and a tab for each matter. */
export default function CustomerPage() {
  const say = useSay();
  const { number = "" } = useParams();
  const customer = useCustomer(number);
  return (
    <Page
      title={customer.told?.name ?? number}
      under={[{ text: say("customers.title"), href: "/customers" }]}
      description={customer.told && <Summary customer={customer.told} />}
      actions={customer.told && <CustomerDeeds read={customer} customer={customer.told} />}
    >
      <Shown read={customer}>{(told) => <Body key={told.number} customer={told} />}</Shown>
    </Page>
  );
}

function Summary({ customer }: { customer: Customer }) {
  const { number, status, street, postcode, city, tags } = customer;
  return (
    <SpaceBetween direction="horizontal" size="m">
      <span>{number}</span>
      <CustomerStatusWord status={status} />
      <span>{`${street}, ${postcode} ${city}`}</span>
      <Tags tags={tags} />
    </SpaceBetween>
  );
}

function Body({ customer }: { customer: Customer }) {
  const say = useSay();
  const credit = useCredit(customer.number);
  return (
    <SpaceBetween size="l">
      {customer.merged_into && (
        <Alert type="info">
          <PageLink to={`/customers/${customer.merged_into}`}>
            {say("customers.merged_into", { number: customer.merged_into })}
          </PageLink>
        </Alert>
      )}
      <Shown read={credit}>{(told) => <CreditStrip credit={told} />}</Shown>
      <CustomerTabs customer={customer} />
    </SpaceBetween>
  );
}
