import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";

import type { components } from "~/api/client";
import { formatMoney } from "~/formats/money";
import { formatDuration } from "~/formats/times";
import { Sentences } from "~/orders/Explanation";
import { Facts } from "~/parts/Facts";
import { InstantText } from "~/parts/InstantText";
import { MoneyText } from "~/parts/MoneyText";
import { PageLink } from "~/parts/PageLink";
import { useSay } from "~/words/say";

/** The amount, its VAT, and how it comes about. */
export function PricedCallShown({ priced }: { priced: components["schemas"]["PricedCall"] }) {
  const say = useSay();
  const { amount, net, vat, vat_percent, billed_seconds, price_list, valid_from } = priced;
  return (
    <SpaceBetween size="s">
      <div className="priced" role="status" aria-label={say("prices.cost")}>
        {formatMoney(amount)}
      </div>
      <Facts
        columns={4}
        facts={[
          [say("prices.net"), <MoneyText key="net" money={net} />],
          [
            say("prices.vat_of", { percent: vat_percent.replace(".", ",") }),
            <MoneyText key="vat" money={vat} />,
          ],
          [say("prices.billed"), formatDuration(billed_seconds)],
          [
            say("prices.by_version"),
            price_list && valid_from && (
              <PageLink key="version" to={`/prices/${price_list}/${valid_from}`}>
                {price_list} <InstantText instant={valid_from} />
              </PageLink>
            ),
          ],
        ]}
      />
      <Box variant="awsui-key-label">{say("prices.explanation")}</Box>
      <Sentences words={priced.explanation} label={say("prices.explanation")} />
    </SpaceBetween>
  );
}
