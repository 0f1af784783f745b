import { useSearchParams } from "react-router";

import { ChoiceField } from "~/parts/ChoiceField";
import { InstantText } from "~/parts/InstantText";
import { ListTable, type Column } from "~/parts/ListTable";
import { PageLink } from "~/parts/PageLink";
import { DayField } from "~/parts/DayField";
import { useSay, type Say } from "~/words/say";

import { DeliveryStateWord } from "./DeliveryStateWord";
import {
  useDeliveries,
  wordOf,
  type DeliveryState,
  type DeliverySummary,
  type LogFilter,
} from "./useWebhooks";
import "./webhooks.css";

const STATES = ["pending", "delivered", "failed"] as const satisfies readonly DeliveryState[];

/** What was sent to an endpoint, the newest first. Which of it is in the address. */
export function DeliveriesTable({ endpoint }: { endpoint: string }) {
  const say = useSay();
  const [params, setParams] = useSearchParams();
  const text = (name: string) => params.get(name) ?? "";
  const state = STATES.find((known) => known === text("state"));
  const [since, until] = [text("since"), text("until")];
  const filter: LogFilter = {
    ...(isDay(since) && { since }),
    ...(isDay(until) && { until }),
    ...(state && { state }),
  };
  const list = useDeliveries(endpoint, filter);
  const choose = (name: string) => (value: string) => {
    const all = { since, until, state: state ?? "", [name]: value };
    setParams(Object.fromEntries(Object.entries(all).filter(([, kept]) => kept)), {
      replace: true,
    });
  };
  return (
    <ListTable
      title={say("webhooks.deliveries")}
      list={list}
      idOf={({ event }) => event}
      columns={columns(endpoint, say)}
      empty={say("webhooks.no_deliveries")}
      filter={
        <div className="delivery-filters">
          <ChoiceField
            label={say("webhooks.delivery_state")}
            value={state ?? ""}
            options={[
              { value: "", label: say("webhooks.delivery_any") },
              ...STATES.map((value) => ({ value, label: say(`webhooks.delivery_${value}`) })),
            ]}
            onChange={choose("state")}
          />
          <DayField label={say("fields.from_day")} value={since} onChange={choose("since")} />
          <DayField label={say("fields.until_day")} value={until} onChange={choose("until")} />
        </div>
      }
    />
  );
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

function columns(endpoint: string, say: Say): readonly Column<DeliverySummary>[] {
  return [
    {
      id: "at",
      header: say("webhooks.at"),
      cell: ({ at, event }) => (
        <PageLink to={`/webhooks/${endpoint}/${event}`}>
          <InstantText instant={at} />
        </PageLink>
      ),
    },
    {
      id: "type",
      header: say("webhooks.event"),
      minWidth: 160,
      cell: ({ type }) => say(`webhooks.event_${wordOf(type)}`),
    },
    {
      id: "state",
      header: say("webhooks.delivery_state"),
      cell: ({ state }) => <DeliveryStateWord state={state} />,
    },
    {
      id: "attempts",
      header: say("webhooks.attempts"),
      isNumeric: true,
      cell: ({ attempts }) => attempts,
    },
    {
      id: "next",
      header: say("webhooks.next_attempt"),
      cell: ({ next_attempt_at }) =>
        next_attempt_at ? <InstantText instant={next_attempt_at} /> : say("parts.none"),
    },
    {
      id: "reason",
      header: say("webhooks.reason"),
      minWidth: 160,
      cell: ({ reason }) => reason ?? say("parts.none"),
    },
  ];
}
