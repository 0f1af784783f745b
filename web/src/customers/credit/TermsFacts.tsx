import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { Facts } from "~/parts/Facts";
import { MoneyText } from "~/parts/MoneyText";
import { useSay } from "~/words/say";

import type { Credit } from "../useCustomer";
import { LimitPolicyText } from "./LimitPolicyText";

/** The terms that hold, and which of them are the customer's own. */
export function TermsFacts({ credit }: { credit: Credit }) {
  const say = useSay();
  const { limit, remaining, due_days, limit_policy, own_terms } = credit;
  const usual = say("customers.usual");
  const days = (count: number | null) =>
    count === null ? usual : say("customers.due_days_count", { days: count });
  return (
    <SpaceBetween size="m">
      <Facts
        columns={3}
        facts={[
          [say("customers.limit"), <MoneyText key="limit" money={limit} />],
          [say("customers.remaining"), <MoneyText key="remaining" money={remaining} />],
          [
            say("customers.due_days"),
            own_terms.due_days === null ? `${days(due_days)} (${usual})` : days(due_days),
          ],
          [
            say("customers.limit_step"),
            own_terms.limit_step ? <MoneyText key="step" money={own_terms.limit_step} /> : usual,
          ],
          [
            say("customers.limit_cap"),
            own_terms.limit_cap ? <MoneyText key="cap" money={own_terms.limit_cap} /> : usual,
          ],
          [say("customers.limit_days"), days(own_terms.limit_days)],
        ]}
      />
      <Box color="text-body-secondary">
        <LimitPolicyText policy={limit_policy} />
      </Box>
    </SpaceBetween>
  );
}
