import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";

import type { components } from "~/api/client";
import { useListOf } from "~/parts/listOf";
import { ListTable } from "~/parts/ListTable";
import { MoneyText } from "~/parts/MoneyText";
import { PageLink } from "~/parts/PageLink";
import { StatusWord } from "~/parts/StatusWord";
import { useSay } from "~/words/say";

type Taken = components["schemas"]["PaymentFileTaken"];
type Entry = Taken["entries"][number];
type Result = Entry["result"];

const KINDS: Readonly<Record<Result, StatusIndicatorProps.Type>> = {
  placed: "success",
  suspense: "warning",
  recalled: "warning",
  noted: "info",
  known: "stopped",
  unsettled: "in-progress",
  unreadable: "error",
};
const RESULTS = Object.keys(KINDS) as Result[];

/** What came of a file, or would come of it, line by line. */
export function FileTaken({ taken }: { taken: Taken }) {
  const say = useSay();
  const { dry_run, entries, problems, totals, message_id } = taken;
  const counts = RESULTS.flatMap((result) => {
    const count = (totals as Readonly<Record<string, number>>)[result];
    return count ? [`${say(`payment_files.result_${result}`)}: ${count}`] : [];
  });
  return (
    <SpaceBetween size="m">
      <Alert
        type={problems ? "warning" : dry_run ? "info" : "success"}
        header={say(dry_run ? "payment_files.foreseen" : "payment_files.taken", {
          id: message_id,
          count: entries.length,
        })}
      >
        {[...counts, ...(problems ? [say("payment_files.problems", { problems })] : [])].join(
          " · ",
        )}
      </Alert>
      <Entries entries={entries} isDryRun={dry_run} />
    </SpaceBetween>
  );
}

function Entries({ entries, isDryRun }: { entries: readonly Entry[]; isDryRun: boolean }) {
  const say = useSay();
  return (
    <ListTable<Entry>
      isWrapped
      title={say("payment_files.entries")}
      list={useListOf(entries)}
      idOf={({ index }) => String(index)}
      columns={[
        {
          id: "position",
          header: say("payment_files.position"),
          minWidth: 110,
          cell: ({ position, payment, result }) =>
            payment && !isDryRun && result !== "unreadable" ? (
              <PageLink to={`/payments/${payment}`}>{position}</PageLink>
            ) : (
              position
            ),
        },
        {
          id: "result",
          header: say("payment_files.result"),
          minWidth: 130,
          cell: ({ result }) => (
            <StatusWord status={result} prefix="payment_files.result_" kinds={KINDS} />
          ),
        },
        {
          id: "amount",
          header: say("payment_files.amount"),
          isNumeric: true,
          cell: ({ amount }) => amount && <MoneyText money={amount} />,
        },
        {
          id: "bank_date",
          header: say("payment_files.bank_date"),
          cell: ({ bank_date }) => bank_date,
        },
        {
          id: "invoice",
          header: say("payment_files.invoice"),
          cell: ({ invoice }) =>
            invoice && <PageLink to={`/invoices/${invoice}`}>{invoice}</PageLink>,
        },
        {
          id: "words",
          header: say("payment_files.words"),
          minWidth: 200,
          cell: ({ words, problem }) => [words, problem].filter(Boolean).join(" – "),
        },
        {
          id: "text",
          header: say("payment_files.text"),
          minWidth: 140,
          cell: ({ names, text }) => [names, text].filter(Boolean).join(" – "),
        },
      ]}
    />
  );
}
