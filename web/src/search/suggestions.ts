import type { AutosuggestProps } from "@cloudscape-design/components/autosuggest";

import { formatMoney } from "~/formats/money";
import { formatTelephone } from "~/formats/numbers";
import { formatInstant } from "~/formats/times";
import type { Say } from "~/words/say";

import type { Hits } from "./useHits";

/** What was found, grouped by kind; the value of each is the page it leads to. */
export function suggestionsOf(hits: Hits, say: Say): AutosuggestProps.OptionGroup[] {
  return [
    { label: say("search.customers"), options: customers(hits, say) },
    { label: say("search.invoices"), options: invoices(hits, say) },
    { label: say("search.numbers"), options: numbers(hits, say) },
    { label: say("search.calls"), options: calls(hits, say) },
  ].filter(({ options }) => options.length);
}

/** Where Enter leads when nothing is chosen: to the only hit, or the first. */
export function firstOf(groups: readonly AutosuggestProps.OptionGroup[]): string | undefined {
  return groups[0]?.options[0]?.value;
}

function customers({ customers: found, hasMore, searched }: Hits, say: Say) {
  const options: AutosuggestProps.Option[] = found.map(
    ({ number, name, street, postcode, city, matched_by, status }) => ({
      value: `/customers/${number}`,
      label: name || number,
      labelTag: number,
      description: `${street}, ${postcode} ${city}`,
      tags: [
        ...(matched_by && matched_by !== "name" ? [say(`customers.matched_${matched_by}`)] : []),
        ...(status === "active" ? [] : [say(`customers.status_${status}`)]),
      ],
    }),
  );
  if (hasMore)
    options.push({
      value: `/customers?${new URLSearchParams({ search: searched })}`,
      label: say("search.all_customers"),
      iconName: "search",
    });
  return options;
}

function invoices({ invoice, customers: found }: Hits, say: Say): AutosuggestProps.Option[] {
  if (invoice)
    return [
      {
        value: `/invoices/${invoice.reference}`,
        label: say("search.invoice", { reference: invoice.reference }),
        labelTag: formatMoney(invoice.due),
        description: invoice.customer_name ?? invoice.customer,
      },
    ];
  return found.flatMap(({ invoice: reference, name, number }) =>
    reference
      ? [
          {
            value: `/invoices/${reference}`,
            label: say("search.invoice", { reference }),
            description: name || number,
          },
        ]
      : [],
  );
}

function numbers({ number: told }: Hits, say: Say): AutosuggestProps.Option[] {
  if (!told) return [];
  const { number, customer, block } = told;
  const tags = block ? [say("search.number_blocked")] : [];
  const label = formatTelephone(number);
  const calls = {
    value: `/calls?${new URLSearchParams({ number })}`,
    label: say("search.number_calls", { number: label }),
    tags,
  };
  const why = {
    value: `/calls/why?${new URLSearchParams({ number })}`,
    label: say("search.number_why", { number: label }),
  };
  return customer ? [calls, why] : [{ ...calls, description: say("search.number_nobodys") }, why];
}

function calls({ call }: Hits, say: Say): AutosuggestProps.Option[] {
  if (!call) return [];
  const at = call.steps[0]?.at;
  return [
    {
      value: `/calls/${call.call}`,
      label: say("search.call", { at: at ? formatInstant(at) : call.call }),
      ...(call.customer_name && { description: call.customer_name }),
    },
  ];
}
