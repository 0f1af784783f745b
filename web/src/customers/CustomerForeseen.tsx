import SpaceBetween from "@cloudscape-design/components/space-between";

import type { components } from "~/api/client";
import { formatMoney } from "~/formats/money";
import { formatTelephone } from "~/formats/numbers";
import { Facts } from "~/parts/Facts";
import { Hindrances } from "~/parts/Hindrances";
import { PageLink } from "~/parts/PageLink";
import { useSay } from "~/words/say";

interface Props {
  readonly foreseen: components["schemas"]["CustomerPreview"];
  readonly name: string;
}

/** What a registration would come to, or why it cannot be done. */
export function CustomerForeseen({ foreseen, name }: Props) {
  const say = useSay();
  const { hindrances, customer, numbers, price_list, opening_limit } = foreseen;
  return (
    <SpaceBetween size="m">
      <Hindrances header={say("customers.hindered")} hindrances={hindrances} />
      {customer && (
        <PageLink to={`/customers/${customer}`}>
          {say("customers.is_known", { number: customer })}
        </PageLink>
      )}
      <Facts
        facts={[
          [say("customers.name"), name],
          [say("customers.numbers"), numbers.map(formatTelephone).join(", ")],
          [say("customers.price_list"), price_list],
          [say("customers.opening_limit"), formatMoney(opening_limit)],
        ]}
      />
    </SpaceBetween>
  );
}
