import Button from "@cloudscape-design/components/button";
import { useState } from "react";

import { useMay } from "~/api/me";
import { formatTelephone } from "~/formats/numbers";
import { ListTable, type Column } from "~/parts/ListTable";
import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { StatusWord } from "~/parts/StatusWord";
import { useSay, type Say } from "~/words/say";

import { OpenLineDialogue } from "./OpenLineDialogue";
import { useServiceLines, type ServiceLine } from "./useLines";

/** The numbers that can be rung, and what is behind each. */
export default function LinesPage() {
  const say = useSay();
  const may = useMay();
  const lines = useServiceLines();
  const [isOpening, setOpening] = useState(false);
  return (
    <Page title={say("lines.title")} isList>
      <ListTable
        isPage
        title={say("lines.title")}
        list={lines}
        idOf={({ number }) => number}
        columns={columns(say)}
        empty={say("lines.none")}
        actions={
          may("put_service_line") && (
            <Button
              variant="primary"
              onClick={() => {
                setOpening(true);
              }}
            >
              {say("lines.open")}
            </Button>
          )
        }
      />
      {isOpening && (
        <OpenLineDialogue
          onDismiss={() => {
            setOpening(false);
          }}
        />
      )}
    </Page>
  );
}

export function LineStateWord({ line }: { line: ServiceLine }) {
  return (
    <StatusWord
      status={line.is_in_use ? "in_use" : "closed"}
      prefix="lines.state_"
      kinds={{ in_use: "success", closed: "stopped" }}
    />
  );
}

function columns(say: Say): readonly Column<ServiceLine>[] {
  return [
    {
      id: "name",
      header: say("lines.name"),
      minWidth: 140,
      cell: ({ name, number }) => <PageLink to={`/service-lines/${number}`}>{name}</PageLink>,
    },
    {
      id: "number",
      header: say("lines.number"),
      cell: ({ number }) => <span className="figures">{formatTelephone(number)}</span>,
    },
    { id: "state", header: say("lines.state"), cell: (line) => <LineStateWord line={line} /> },
    {
      id: "article",
      header: say("lines.article"),
      cell: ({ article }) =>
        article ? (
          <PageLink to={`/articles/${article}`}>{article}</PageLink>
        ) : (
          say("lines.article_none")
        ),
    },
    { id: "queue", header: say("lines.queue"), cell: ({ queue }) => queue },
    {
      id: "language",
      header: say("lines.language"),
      cell: ({ language }) => say(`lines.language_${language}`),
    },
    {
      id: "greeting",
      header: say("lines.greeting"),
      minWidth: 220,
      cell: ({ greeting, language }) => <span lang={language}>{greeting}</span>,
    },
  ];
}
