import { formatDay } from "~/formats/times";
import type { Column } from "~/parts/ListTable";
import { PageLink } from "~/parts/PageLink";
import type { Say } from "~/words/say";

import { CustomerStatusWord } from "./CustomerStatusWord";
import { Tags } from "./Tags";
import type { CustomerHit } from "./useCustomers";

export function customerColumns(say: Say, isSearch: boolean): readonly Column<CustomerHit>[] {
  return [
    {
      id: "name",
      header: say("customers.name"),
      minWidth: 160,
      cell: ({ name, number }) => <PageLink to={`/customers/${number}`}>{name}</PageLink>,
    },
    { id: "number", header: say("customers.number"), cell: ({ number }) => number },
    ...(isSearch ? [matchedBy(say)] : []),
    {
      id: "address",
      header: say("customers.address"),
      minWidth: 200,
      cell: ({ street, postcode, city }) => `${street}, ${postcode} ${city}`,
    },
    {
      id: "status",
      header: say("customers.status"),
      cell: ({ status }) => <CustomerStatusWord status={status} />,
    },
    { id: "tags", header: say("customers.tags"), cell: ({ tags }) => <Tags tags={tags} /> },
    {
      id: "registered_at",
      header: say("customers.registered_at"),
      cell: (customer) => formatDay(customer.registered_at),
    },
  ];
}

function matchedBy(say: Say): Column<CustomerHit> {
  return {
    id: "matched_by",
    header: say("customers.matched_by"),
    cell: ({ matched_by }) => matched_by && say(`customers.matched_${matched_by}`),
  };
}
