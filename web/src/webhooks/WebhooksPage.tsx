import Button from "@cloudscape-design/components/button";
import { useState } from "react";

import { useMay } from "~/api/me";
import { InstantText } from "~/parts/InstantText";
import { ListTable, type Column } from "~/parts/ListTable";
import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { useSay, type Say } from "~/words/say";

import { AddEndpointDialogue } from "./AddEndpointDialogue";
import { EndpointStateWord } from "./EndpointStateWord";
import { eventsWords } from "./eventsWords";
import { useEndpoints, type Endpoint } from "./useWebhooks";

/** The addresses that are told what happens. */
export default function WebhooksPage() {
  const say = useSay();
  const may = useMay();
  const endpoints = useEndpoints();
  const [isAdding, setAdding] = useState(false);
  return (
    <Page title={say("webhooks.title")} isList>
      <ListTable
        isPage
        title={say("webhooks.title")}
        list={endpoints}
        idOf={({ id }) => id}
        columns={columns(say)}
        empty={say("webhooks.none")}
        actions={
          may("add_webhook_endpoint") && (
            <Button
              variant="primary"
              onClick={() => {
                setAdding(true);
              }}
            >
              {say("webhooks.add")}
            </Button>
          )
        }
      />
      {isAdding && (
        <AddEndpointDialogue
          onDismiss={() => {
            setAdding(false);
          }}
        />
      )}
    </Page>
  );
}

function columns(say: Say): readonly Column<Endpoint>[] {
  return [
    {
      id: "url",
      header: say("webhooks.url"),
      minWidth: 240,
      cell: ({ id, url }) => <PageLink to={`/webhooks/${id}`}>{url}</PageLink>,
    },
    {
      id: "state",
      header: say("webhooks.state"),
      cell: (endpoint) => <EndpointStateWord endpoint={endpoint} />,
    },
    {
      id: "events",
      header: say("webhooks.events"),
      minWidth: 200,
      cell: ({ events }) => eventsWords(events, say),
    },
    {
      id: "added_at",
      header: say("webhooks.added_at"),
      cell: ({ added_at }) => <InstantText instant={added_at} />,
    },
  ];
}
