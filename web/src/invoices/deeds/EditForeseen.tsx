import SpaceBetween from "@cloudscape-design/components/space-between";

import { formatMoney, minorUnits, sumOf, type Money } from "~/formats/money";
import { useListOf } from "~/parts/listOf";
import { ListTable } from "~/parts/ListTable";
import { MoneyText } from "~/parts/MoneyText";
import { useSay } from "~/words/say";

import type { EditPreview, Line, Side } from "../useInvoice";

import "../sums.css";

/** What an edit would change: sums before and after, and each line that would differ. */
export function EditForeseen({ preview }: { preview: EditPreview }) {
  const say = useSay();
  return (
    <SpaceBetween size="m">
      <table className="sums" aria-label={say("invoices.foreseen")}>
        <thead>
          <tr>
            <th scope="col">{say("invoices.foreseen")}</th>
            <th scope="col">{say("invoices.before")}</th>
            <th scope="col">{say("invoices.after")}</th>
          </tr>
        </thead>
        <tbody>
          <Row name={say("invoices.net")} of={netOf} {...preview} />
          {percentsOf(preview).map((percent) => (
            <Row
              key={percent}
              name={say("invoices.vat_of", { percent })}
              of={(side) => vatOf(side, percent)}
              {...preview}
            />
          ))}
          <Row name={say("invoices.payable")} of={({ payable }) => payable} {...preview} isSum />
          <tr>
            <th scope="row">{say("invoices.difference")}</th>
            <td />
            <td>{signed(preview.difference)}</td>
          </tr>
        </tbody>
      </table>
      <ChangedLines lines={preview.changed_lines} />
    </SpaceBetween>
  );
}

interface RowProps {
  readonly name: string;
  readonly before: Side;
  readonly after: Side;
  readonly of: (side: Side) => Money;
  readonly isSum?: boolean;
}

function Row({ name, before, after, of, isSum = false }: RowProps) {
  const isChanged = of(before).amount !== of(after).amount;
  return (
    <tr className={isSum ? "sums-whole" : undefined}>
      <th scope="row">{name}</th>
      <td>
        <MoneyText money={of(before)} />
      </td>
      <td className={isChanged ? "sums-changed" : undefined}>
        <MoneyText money={of(after)} />
      </td>
    </tr>
  );
}

type Changed = EditPreview["changed_lines"][number];

function ChangedLines({ lines }: { lines: readonly Changed[] }) {
  const say = useSay();
  return (
    <ListTable<Changed>
      isWrapped
      title={say("invoices.changed_lines")}
      list={useListOf(lines, 10)}
      idOf={({ before, after }) => (after ?? before)?.id ?? ""}
      columns={[
        {
          id: "text",
          header: say("invoices.line"),
          cell: ({ before, after }) => (
            <BeforeAfter
              before={before?.text}
              after={after?.text}
              isSame={before?.text === after?.text}
            />
          ),
        },
        {
          id: "amount",
          header: say("invoices.amount"),
          isNumeric: true,
          cell: ({ before, after }) => (
            <BeforeAfter
              before={amountOf(before)}
              after={amountOf(after)}
              isSame={before?.amount.amount === after?.amount.amount}
            />
          ),
        },
      ]}
    />
  );
}

interface BeforeAfterProps {
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly isSame: boolean;
}

function BeforeAfter({ before, after, isSame }: BeforeAfterProps) {
  if (isSame) return <span>{after}</span>;
  return (
    <>
      {before !== undefined && <del className="line-before">{before}</del>}
      {before !== undefined && after !== undefined && " "}
      {after !== undefined && <ins className="line-after">{after}</ins>}
    </>
  );
}

function amountOf(line: Line | null): string | undefined {
  return line ? formatMoney(line.amount) : undefined;
}

function netOf({ vat, payable }: Side): Money {
  return sumOf(
    vat.map(({ net }) => net),
    payable.currency,
  );
}

function vatOf({ vat, payable }: Side, percent: string): Money {
  return sumOf(
    vat.filter((share) => share.percent === percent).map((share) => share.vat),
    payable.currency,
  );
}

function percentsOf({ before, after }: EditPreview): string[] {
  return [...new Set([...after.vat, ...before.vat].map(({ percent }) => percent))];
}

function signed(money: Money): string {
  return minorUnits(money) > 0n ? `+${formatMoney(money)}` : formatMoney(money);
}
