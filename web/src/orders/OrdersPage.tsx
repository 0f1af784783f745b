import { DayField } from "~/parts/DayField";
import { FilterField, Filters } from "~/parts/Filters";
import { Page } from "~/parts/Page";
import { TextFilter } from "~/parts/TextFilter";
import { useAddress } from "~/parts/useAddress";
import { useSay } from "~/words/say";

import { useOrders, type OrderFilter } from "./orders";
import { OrdersTable } from "./OrdersTable";

const TEXTS = [
  ["customer", "orders.customer_number"],
  ["basis", "orders.basis"],
  ["line", "orders.line_number"],
] as const;
const DAYS = [
  ["since", "orders.since"],
  ["until", "orders.until"],
] as const;
const NAMES = [...TEXTS, ...DAYS].map(([name]) => name);

/** The orders of all, of the last 30 days or as asked for. */
export default function OrdersPage() {
  const say = useSay();
  const [chosen, choose] = useAddress(NAMES);
  const orders = useOrders(filterOf(chosen));
  return (
    <Page title={say("orders.title")} isList>
      <OrdersTable
        isPage
        list={orders}
        filter={
          <Filters>
            {TEXTS.map(([name, title]) => (
              <FilterField key={name} label={say(title)}>
                <TextFilter
                  key={chosen[name]}
                  text={chosen[name]}
                  placeholder=""
                  onChoose={(text) => {
                    choose({ [name]: text });
                  }}
                />
              </FilterField>
            ))}
            {DAYS.map(([name, title]) => (
              <DayField
                key={name}
                label={say(title)}
                value={chosen[name]}
                onChange={(day) => {
                  choose({ [name]: day });
                }}
              />
            ))}
          </Filters>
        }
      />
    </Page>
  );
}

/** What is said, and nothing else. */
function filterOf(chosen: Readonly<Record<(typeof NAMES)[number], string>>): OrderFilter {
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== ""));
}
