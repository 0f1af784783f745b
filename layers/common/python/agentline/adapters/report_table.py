"""A report as a table for a spreadsheet, in the form that Excel in Sweden opens with a click.

Semicolons between cells, decimal commas, UTF-8 with a byte order mark.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from agentline.adapters.csv_cells import decimal_comma, write_cell
from agentline.domain.money import Money
from agentline.domain.percent import Percent

type Cell = str | int | Money | Percent | None


def write_table(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> str:
    """One line a row, empty where it says nothing. To be stored as UTF-8; the mark is there."""
    table = io.StringIO()
    table.write("\ufeff")
    # Quoted throughout: with another separator a program would else split cells into formulas.
    writer = csv.writer(table, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_text(row.get(column)) for column in columns])
    return table.getvalue()


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Money():
            return decimal_comma(cell.decimal)
        case Percent():
            return decimal_comma(f"{cell.value}")
        case int():
            return f"{cell}"
    return write_cell(cell)
