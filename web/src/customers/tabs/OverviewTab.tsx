import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { Feed } from "~/happenings/Feed";
import { useTimeline } from "~/happenings/useHappenings";
import { Facts } from "~/parts/Facts";
import { InstantText } from "~/parts/InstantText";
import { PageLink } from "~/parts/PageLink";
import { useSay } from "~/words/say";

import { LimitPolicyText } from "../credit/LimitPolicyText";
import { OpenMatters } from "../OpenMatters";
import { useCredit, type Customer } from "../useCustomer";
import type { TabProps } from "./tabs";

const LATEST = 6;

/** What is open with the customer, what happened last, and who they are, on what terms. */
export default function OverviewTab({ customer }: TabProps) {
  const say = useSay();
  const timeline = useTimeline(customer.number);
  return (
    <ColumnLayout columns={2}>
      <SpaceBetween size="l">
        <OpenMatters customer={customer} />
        <CustomerFacts customer={customer} />
      </SpaceBetween>
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <PageLink to={`/customers/${customer.number}/timeline`}>
                {say("customers.all_happenings")}
              </PageLink>
            }
          >
            {say("customers.latest")}
          </Header>
        }
      >
        <Feed list={timeline} label={say("customers.latest")} most={LATEST} />
      </Container>
    </ColumnLayout>
  );
}

function CustomerFacts({ customer }: { customer: Customer }) {
  const say = useSay();
  const { told: credit } = useCredit(customer.number);
  const { street, postcode, city, country } = customer;
  return (
    <Container header={<Header variant="h2">{say("customers.facts")}</Header>}>
      <Facts
        facts={[
          [say("customers.address"), `${street}, ${postcode} ${city}, ${country}`],
          [say("customers.email"), customer.email],
          [say("customers.source"), customer.source],
          [say("customers.fetched_at"), <InstantText key="at" instant={customer.fetched_at} />],
          [
            say("customers.registered_at"),
            <InstantText key="at" instant={customer.registered_at} />,
          ],
          [say("customers.language"), say(`customers.language_${customer.language}`)],
          [say("customers.code"), say(codeWords(customer))],
          [say("customers.price_list"), customer.price_list],
          [
            say("customers.due_days"),
            credit && say("customers.due_days_count", { days: credit.due_days }),
          ],
          [
            say("customers.limit_policy"),
            credit && <LimitPolicyText key="policy" policy={credit.limit_policy} />,
          ],
        ]}
      />
    </Container>
  );
}

function codeWords({ has_code, requires_code }: Customer) {
  if (!has_code) return "customers.code_none";
  return requires_code ? "customers.code_required" : "customers.code_has";
}
