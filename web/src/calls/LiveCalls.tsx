import Button from "@cloudscape-design/components/button";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useState } from "react";

import { api, type components } from "~/api/client";
import { useMay } from "~/api/me";
import { useList } from "~/api/useList";
import { formatTelephone } from "~/formats/numbers";
import { formatDuration } from "~/formats/times";
import { ListTable, type Column } from "~/parts/ListTable";
import { MoneyText } from "~/parts/MoneyText";
import { PageLink } from "~/parts/PageLink";
import { useNow } from "~/parts/useNow";
import { useSay, type Say } from "~/words/say";

import { callerWords, LiveStateWord } from "./callWords";
import { HangUpDialogue } from "./HangUpDialogue";
import { FEW_SECONDS, secondsLeft } from "./remaining";

type LiveCall = components["schemas"]["LiveCall"];

const EVERY_MS = 5_000;

/** Who waits or talks just now, and for how long they still may. */
export function LiveCalls() {
  const say = useSay();
  const may = useMay();
  const live = useList(
    ["calls", "live"],
    (cursor, signal) => api.GET("/calls/live", { params: { query: cursor }, signal }),
    { every: EVERY_MS },
  );
  const [ending, setEnding] = useState<LiveCall | null>(null);
  return (
    <>
      <ListTable
        title={say("calls.live")}
        list={live}
        idOf={({ call }) => call}
        columns={columns(say, may("hang_up_call") ? setEnding : null)}
        empty={say("calls.live_none")}
      />
      {ending && (
        <HangUpDialogue
          call={ending}
          onDismiss={() => {
            setEnding(null);
          }}
        />
      )}
    </>
  );
}

function columns(say: Say, hangUp: ((call: LiveCall) => void) | null): readonly Column<LiveCall>[] {
  return [
    {
      id: "number",
      header: say("calls.number"),
      minWidth: 140,
      cell: ({ call, number }) => (
        <PageLink to={`/calls/${call}`}>{callerWords(number, say)}</PageLink>
      ),
    },
    {
      id: "customer",
      header: say("calls.customer"),
      minWidth: 140,
      cell: ({ customer, customer_name }) => (
        <PageLink to={`/customers/${customer}`}>{customer_name ?? customer}</PageLink>
      ),
    },
    { id: "line", header: say("calls.line"), cell: ({ line }) => formatTelephone(line) },
    {
      id: "state",
      header: say("calls.state"),
      cell: ({ state }) => <LiveStateWord state={state} />,
    },
    {
      id: "lasted",
      header: say("calls.lasted"),
      cell: ({ since }) => <Lasted since={since} />,
      isNumeric: true,
    },
    {
      id: "left",
      header: say("calls.left"),
      cell: (call) => <Left call={call} />,
      isNumeric: true,
    },
    {
      id: "held",
      header: say("calls.held"),
      cell: ({ held }) => <MoneyText money={held} />,
      isNumeric: true,
    },
    ...(hangUp
      ? [
          {
            id: "deeds",
            header: say("calls.deeds"),
            minWidth: 110,
            cell: (call: LiveCall) => (
              <Button
                variant="inline-link"
                ariaLabel={say("calls.hang_up_of", { number: callerWords(call.number, say) })}
                onClick={() => {
                  hangUp(call);
                }}
              >
                {say("calls.hang_up")}
              </Button>
            ),
          },
        ]
      : []),
  ];
}

function Lasted({ since }: { since: string }) {
  const now = useNow();
  const seconds = Math.max(0, (now - Date.parse(since)) / 1000);
  return <span className="figures">{formatDuration(seconds)}</span>;
}

function Left({ call }: { call: LiveCall }) {
  const now = useNow();
  const seconds = secondsLeft(call, now);
  const text = <span className="figures">{formatDuration(seconds)}</span>;
  if (call.state !== "talking" || seconds > FEW_SECONDS) return text;
  return <StatusIndicator type="warning">{text}</StatusIndicator>;
}
