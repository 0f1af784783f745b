import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";

import { useMay } from "~/api/me";
import { InstantText } from "~/parts/InstantText";
import { ListTable, type Column } from "~/parts/ListTable";
import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { useSay, type Say } from "~/words/say";

import { ImportDialogue } from "./ImportDialogue";
import { PriceCallPanel } from "./PriceCallPanel";
import { useVersions, versionPath, type VersionSummary } from "./usePrices";
import { VersionStateWord } from "./VersionStateWord";

/** The versions of one price list, the one that begins last first. */
export default function PriceListPage() {
  const say = useSay();
  const { name = "" } = useParams();
  const versions = useVersions(name);
  return (
    <Page title={name} under={[{ text: say("prices.title"), href: "/prices" }]}>
      <SpaceBetween size="l">
        <ListTable
          title={say("prices.versions")}
          list={versions}
          idOf={({ valid_from }) => valid_from}
          columns={columns(say)}
          actions={<Actions name={name} versions={versions.items} />}
        />
        <PriceCallPanel key={name} priceList={name} />
      </SpaceBetween>
    </Page>
  );
}

interface ActionProps {
  readonly name: string;
  readonly versions: readonly VersionSummary[];
}

function Actions({ name, versions }: ActionProps) {
  const say = useSay();
  const may = useMay();
  const navigate = useNavigate();
  const [isImporting, setImporting] = useState(false);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {versions.length > 1 && (
        <Button onClick={() => void navigate(`/prices/${name}/compare`)}>
          {say("prices.compare")}
        </Button>
      )}
      {may("import_price_list") && (
        <Button
          onClick={() => {
            setImporting(true);
          }}
        >
          {say("prices.import")}
        </Button>
      )}
      {may("add_price_list_version") && (
        <Button variant="primary" onClick={() => void navigate(`/prices/${name}/new`)}>
          {say("prices.new_version")}
        </Button>
      )}
      {isImporting && (
        <ImportDialogue
          name={name}
          onDismiss={() => {
            setImporting(false);
          }}
        />
      )}
    </SpaceBetween>
  );
}

function columns(say: Say): readonly Column<VersionSummary>[] {
  return [
    {
      id: "valid_from",
      header: say("prices.valid_from"),
      cell: (version) => (
        <PageLink to={versionPath(version)}>
          <InstantText instant={version.valid_from} />
        </PageLink>
      ),
    },
    {
      id: "state",
      header: say("prices.state"),
      cell: ({ state }) => <VersionStateWord state={state} />,
    },
    {
      id: "valid_until",
      header: say("prices.valid_until"),
      cell: ({ valid_until }) =>
        valid_until ? <InstantText instant={valid_until} /> : say("fields.until_further"),
    },
    {
      id: "articles",
      header: say("prices.articles"),
      isNumeric: true,
      cell: ({ article_count }) => article_count,
    },
    {
      id: "added_at",
      header: say("prices.added_at"),
      cell: ({ added_at }) => <InstantText instant={added_at} />,
    },
    { id: "added_by", header: say("prices.added_by"), cell: ({ added_by }) => added_by },
  ];
}
