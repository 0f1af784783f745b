import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";

import type { List } from "~/api/useList";
import { formatCount } from "~/formats/numbers";
import { useSay } from "~/words/say";

import { FailureAlert } from "./FailureAlert";
import "./list.css";

export interface Column<T> {
  readonly id: string;
  readonly header: string;
  /** The first column's cells are links that open the row: arrow keys move, Enter opens. */
  readonly cell: (item: T) => ReactNode;
  readonly minWidth?: number;
  readonly isNumeric?: boolean;
}

interface Props<T> {
  readonly title: string;
  readonly list: List<T>;
  readonly columns: readonly Column<T>[];
  readonly idOf: (item: T) => string;
  readonly actions?: ReactNode;
  readonly filter?: ReactNode;
  readonly empty?: string;
  /** A page of its own has its heading here; a part of a page is smaller. */
  readonly isPage?: boolean;
  /** Long texts take several lines instead of pushing other columns away. */
  readonly isWrapped?: boolean;
}

/** A list of the API, a page at a time, for mouse, keyboard and small screens. */
export function ListTable<T>(props: Props<T>) {
  const {
    title,
    list,
    columns,
    idOf,
    actions,
    filter,
    empty,
    isPage = false,
    isWrapped = false,
  } = props;
  const say = useSay();
  const definitions = columns.map((column, place): TableProps.ColumnDefinition<T> => ({
    id: column.id,
    header: column.isNumeric ? <div className="numeric">{column.header}</div> : column.header,
    cell: column.isNumeric
      ? (item) => <div className="numeric">{column.cell(item)}</div>
      : column.cell,
    isRowHeader: place === 0,
    ...(column.minWidth !== undefined && { minWidth: column.minWidth }),
  }));
  const hasPages = list.pages > 1 || list.isOpenEnded;
  return (
    <Table
      variant={isPage ? "full-page" : "container"}
      enableKeyboardNavigation
      contentDensity="compact"
      wrapLines={isWrapped}
      items={list.items}
      trackBy={idOf}
      columnDefinitions={definitions}
      loading={list.isLoading && !list.failure}
      loadingText={say("parts.loading")}
      ariaLabels={{ tableLabel: title }}
      header={
        <Header
          variant={isPage ? "awsui-h1-sticky" : "h2"}
          counter={useCounter(list)}
          actions={actions}
        >
          {title}
        </Header>
      }
      filter={filter}
      empty={
        list.failure ? (
          <FailureAlert failure={list.failure} onAgain={list.again} isTrying={list.isLoading} />
        ) : (
          <Nothing>{empty ?? say("parts.nothing")}</Nothing>
        )
      }
      pagination={
        hasPages && (
          <Pagination
            currentPageIndex={list.page}
            pagesCount={list.pages}
            openEnd={list.isOpenEnded}
            disabled={list.isLoading}
            onChange={({ detail }) => {
              list.turnTo(detail.currentPageIndex);
            }}
          />
        )
      }
    />
  );
}

function useCounter<T>({ items, pages, isOpenEnded, isLoading }: List<T>): string {
  const say = useSay();
  if (isLoading || pages > 1) return "";
  const count = formatCount(items.length);
  return say(isOpenEnded ? "parts.counted_open" : "parts.counted", { count });
}

function Nothing({ children }: { children: ReactNode }) {
  return (
    <Box textAlign="center" color="text-body-secondary" padding="m">
      <SpaceBetween size="xs">{children}</SpaceBetween>
    </Box>
  );
}
