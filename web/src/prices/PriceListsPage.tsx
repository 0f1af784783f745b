import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { useMay } from "~/api/me";
import { InstantText } from "~/parts/InstantText";
import { ListTable, type Column } from "~/parts/ListTable";
import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { useSay, type Say } from "~/words/say";

import { NewListDialogue } from "./NewListDialogue";
import { PriceCallPanel } from "./PriceCallPanel";
import { usePriceLists, versionPath, type PriceList, type VersionSummary } from "./usePrices";

/** Every price list, what is in force of it, and what is to come; and what a call costs. */
export default function PriceListsPage() {
  const say = useSay();
  const may = useMay();
  const lists = usePriceLists();
  const [isAdding, setAdding] = useState(false);
  return (
    <Page
      title={say("prices.title")}
      description={say("prices.title_says")}
      actions={
        may("add_price_list_version") && (
          <Button
            onClick={() => {
              setAdding(true);
            }}
          >
            {say("prices.new_list")}
          </Button>
        )
      }
    >
      <SpaceBetween size="l">
        <ListTable
          title={say("prices.lists")}
          list={lists}
          idOf={({ name }) => name}
          columns={columns(say)}
          empty={say("prices.none_yet")}
        />
        <PriceCallPanel />
      </SpaceBetween>
      {isAdding && (
        <NewListDialogue
          known={lists.items.map(({ name }) => name)}
          onDismiss={() => {
            setAdding(false);
          }}
        />
      )}
    </Page>
  );
}

function columns(say: Say): readonly Column<PriceList>[] {
  return [
    {
      id: "name",
      header: say("prices.list"),
      cell: ({ name }) => <PageLink to={`/prices/${name}`}>{name}</PageLink>,
    },
    {
      id: "in_force",
      header: say("prices.in_force_since"),
      cell: ({ in_force }) => (
        <VersionLink version={in_force} nothing={say("prices.none_in_force")} />
      ),
    },
    {
      id: "articles",
      header: say("prices.articles"),
      isNumeric: true,
      cell: ({ in_force }) => in_force?.article_count,
    },
    {
      id: "next",
      header: say("prices.next_from"),
      cell: ({ next }) => <VersionLink version={next} nothing={say("prices.none_to_come")} />,
    },
  ];
}

function VersionLink({ version, nothing }: { version: VersionSummary | null; nothing: string }) {
  if (!version) return nothing;
  return (
    <PageLink to={versionPath(version)}>
      <InstantText instant={version.valid_from} />
    </PageLink>
  );
}
