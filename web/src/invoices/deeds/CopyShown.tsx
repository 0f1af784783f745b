import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";

import { isZero } from "~/formats/money";
import { formatDuration } from "~/formats/times";
import { Facts } from "~/parts/Facts";
import { useListOf } from "~/parts/listOf";
import { ListTable } from "~/parts/ListTable";
import { MoneyText } from "~/parts/MoneyText";
import { useSay } from "~/words/say";

import { SumRow, VatRows } from "../SumTable";
import { moneyIn, sumsOf, type Copy } from "./copy";

/** The very copy that would be sent: to whom, what, how much, and as the ledger gets it. */
export function CopyShown({ copy }: { copy: Copy }) {
  const say = useSay();
  const { buyer, issued_on, due_on, ocr, total, prepaid, to_pay } = copy;
  const toPay = moneyIn(copy, to_pay);
  return (
    <SpaceBetween size="m">
      <Facts
        columns={3}
        facts={[
          [say("invoices.buyer"), buyer.name],
          [say("invoices.address"), `${buyer.street}, ${buyer.postcode} ${buyer.city}`],
          [say("invoices.ocr_proposed"), ocr],
          [say("invoices.issued_on"), issued_on],
          [say("invoices.due_on"), due_on],
          [say("invoices.to_pay"), <MoneyText key="to_pay" money={toPay} />],
        ]}
      />
      <CopyLines copy={copy} />
      <table className="sums" aria-label={say("invoices.sums")}>
        <VatRows side={sumsOf(copy)} />
        <tbody>
          <SumRow name={say("invoices.payable")} money={moneyIn(copy, total)} isSum />
          {!isZero(moneyIn(copy, prepaid)) && (
            <SumRow name={say("invoices.prepaid")} money={moneyIn(copy, prepaid)} isLess />
          )}
          <SumRow name={say("invoices.to_pay")} money={toPay} isSum />
        </tbody>
      </table>
      <ExpandableSection headerText={say("invoices.copy_text")}>
        <Textarea
          readOnly
          rows={12}
          ariaLabel={say("invoices.copy_text")}
          value={JSON.stringify(copy, null, 2)}
        />
      </ExpandableSection>
    </SpaceBetween>
  );
}

function CopyLines({ copy }: { copy: Copy }) {
  const say = useSay();
  return (
    <ListTable
      isWrapped
      title={say("invoices.copy_lines")}
      list={useListOf(copy.lines, 20)}
      idOf={({ id }) => id}
      columns={[
        { id: "text", header: say("invoices.line"), minWidth: 160, cell: ({ text }) => text },
        {
          id: "seconds",
          header: say("invoices.duration"),
          isNumeric: true,
          cell: ({ seconds }) => (seconds === null ? say("parts.none") : formatDuration(seconds)),
        },
        {
          id: "vat_percent",
          header: say("invoices.vat"),
          isNumeric: true,
          cell: ({ vat_percent }) => say("invoices.percent", { percent: vat_percent }),
        },
        {
          id: "amount",
          header: say("invoices.amount"),
          isNumeric: true,
          cell: ({ amount }) => <MoneyText money={moneyIn(copy, amount)} />,
        },
      ]}
    />
  );
}
