import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";

import { useMay } from "~/api/me";
import { isFailure } from "~/api/problem";
import { formatMoney } from "~/formats/money";
import { formatDuration, formatInstant } from "~/formats/times";
import { Explanation } from "~/orders/Explanation";
import { Facts } from "~/parts/Facts";
import { FailureAlert } from "~/parts/FailureAlert";
import { PageLink } from "~/parts/PageLink";
import { Loading } from "~/parts/Shown";
import { useSay } from "~/words/say";

import type { DialogueProps } from "./deeds/InvoiceDeed";
import type { Matter } from "./deeds/InvoiceDialogue";
import { orderOfLine } from "./lineOrders";
import type { Invoice, Line } from "./useInvoice";

interface Props extends DialogueProps {
  readonly line: Line;
  readonly onChoose: (matter: Matter) => void;
}

/** What a line comes from, how its price came about, and what may be done about it. */
export function LineDialogue({ invoice, line, onChoose, onDismiss }: Props) {
  const say = useSay();
  return (
    <Modal
      visible
      size="large"
      header={line.text}
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              {say("app.dismiss")}
            </Button>
            <LineDeeds invoice={invoice} line={line} onChoose={onChoose} />
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Facts
          columns={4}
          facts={[
            [say("invoices.amount"), formatMoney(line.amount)],
            [say("invoices.vat"), say("invoices.percent", { percent: line.vat_percent })],
            [say("invoices.performed_at"), line.performed_at && formatInstant(line.performed_at)],
            [say("invoices.duration"), line.seconds !== null && formatDuration(line.seconds)],
          ]}
        />
        <Origin invoice={invoice} line={line} />
      </SpaceBetween>
    </Modal>
  );
}

function LineDeeds({ invoice, line, onChoose }: Omit<Props, "onDismiss">) {
  const say = useSay();
  const may = useMay();
  if (invoice.state !== "draft" || !may("edit_invoice")) return null;
  const isCall = line.seconds !== null && !line.id.includes("#");
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {isCall && may("move_invoice_line") && (
        <Button
          onClick={() => {
            onChoose({ kind: "move", line });
          }}
        >
          {say("invoices.move")}
        </Button>
      )}
      <Button
        onClick={() => {
          onChoose({ kind: "edit", rule: "line_text", line });
        }}
      >
        {say("invoices.rule_line_text")}
      </Button>
      <Button
        onClick={() => {
          onChoose({ kind: "edit", rule: "line_reduction", line });
        }}
      >
        {say("invoices.rule_line_reduction")}
      </Button>
    </SpaceBetween>
  );
}

function Origin({ invoice, line }: { invoice: Invoice; line: Line }) {
  const say = useSay();
  const edit = invoice.edits.find(({ id }) => line.id === id || line.id.startsWith(`${id}-`));
  if (edit)
    return (
      <Facts
        facts={[
          [say("invoices.comes_from_edit"), edit.words],
          [say("invoices.who"), `${edit.who}, ${formatInstant(edit.at)}`],
          [say("invoices.why"), edit.why],
        ]}
      />
    );
  return <FromOrder reference={invoice.reference} line={line.id} />;
}

function FromOrder({ reference, line }: { reference: string; line: string }) {
  const say = useSay();
  const order = useQuery({
    queryKey: ["orders", "of-line", reference, line],
    queryFn: ({ signal }) => orderOfLine(reference, line, signal),
  });
  const error: unknown = order.error ?? order.failureReason;
  if (order.data)
    return (
      <SpaceBetween size="s">
        <PageLink to={`/orders/${order.data.id}`}>{say("invoices.to_order")}</PageLink>
        <HowCome order={order.data.id} />
      </SpaceBetween>
    );
  if (isFailure(error))
    return <FailureAlert failure={error} onAgain={() => void order.refetch()} />;
  return order.isLoading ? <Loading /> : <Alert type="info">{say("invoices.no_order")}</Alert>;
}

function HowCome({ order }: { order: string }) {
  const say = useSay();
  return (
    <div>
      <Box variant="awsui-key-label">{say("invoices.explanation")}</Box>
      <Explanation order={order} label={say("invoices.explanation")} />
    </div>
  );
}
