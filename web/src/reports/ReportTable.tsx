import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useState, type ReactNode } from "react";

import { formatCount } from "~/formats/numbers";
import { useSay } from "~/words/say";

import "~/parts/list.css";

const ROWS_A_PAGE = 50;

export interface ReportColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  readonly isNumeric?: boolean;
}

interface Props<Row> {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly columns: readonly ReportColumn<Row>[];
  readonly idOf: (row: Row) => string;
  readonly actions?: ReactNode;
}

/** All figures of a report: what the chart shows, and more. */
export function ReportTable<Row>({ title, rows, columns, idOf, actions }: Props<Row>) {
  const say = useSay();
  const [chosen, choose] = useState(1);
  const pages = Math.max(1, Math.ceil(rows.length / ROWS_A_PAGE));
  const page = Math.min(chosen, pages);
  return (
    <Table
      enableKeyboardNavigation
      contentDensity="compact"
      items={rows.slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE)}
      trackBy={idOf}
      ariaLabels={{ tableLabel: title }}
      columnDefinitions={columns.map(
        ({ id, header, cell, isNumeric }, place): TableProps.ColumnDefinition<Row> => ({
          id,
          header: isNumeric ? <div className="numeric">{header}</div> : header,
          cell: isNumeric ? (row) => <div className="numeric">{cell(row)}</div> : cell,
          isRowHeader: place === 0,
        }),
      )}
      header={
        <Header
          variant="h2"
          counter={say("parts.counted", { count: formatCount(rows.length) })}
          actions={actions}
        >
          {title}
        </Header>
      }
      empty={
        <Box textAlign="center" color="text-body-secondary" padding="m">
          {say("reports.nothing")}
        </Box>
      }
      pagination={
        pages > 1 && (
          <Pagination
            currentPageIndex={page}
            pagesCount={pages}
            onChange={({ detail }) => {
              choose(detail.currentPageIndex);
            }}
          />
        )
      }
    />
  );
}
