"""Tables that people have made with a spreadsheet: rows below a header that names their columns.

With semicolons or commas, a byte order mark or none, columns in any order.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from agentline.adapters.csv_cells import read_cell
from agentline.adapters.strict_json import quote

type Cells = Mapping[str, str]


class CsvTableError(ValueError):
    """The text is no such table at all; the message says why, for staff."""


def read_table(
    text: str, needed: Sequence[str], columns: Sequence[str]
) -> Iterator[tuple[int, Cells | str]]:
    """Every row that holds anything: the line it begins on, counted from 1, and its cells by the
    names of `columns`, of which `needed` must be there; or what is wrong with the row.

    Raises CsvTableError.
    """
    text = text.removeprefix("\ufeff")
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = _read_header(next(reader, []), needed, columns)
        begin = reader.line_num + 1
        for row in reader:
            if len(row) != len(header) and any(row):
                yield begin, f"has {len(row)} cells where the header has {len(header)}"
            elif any(cell.strip() for cell in row):
                yield begin, dict(zip(header, map(read_cell, row), strict=True))
            begin = reader.line_num + 1
    except csv.Error as error:
        raise CsvTableError(f"line {reader.line_num} is not written as CSV is: {error}") from None


def _read_header(row: list[str], needed: Sequence[str], columns: Sequence[str]) -> list[str]:
    header = [cell.strip().casefold() for cell in row]
    missing = [name for name in needed if name not in header]
    if missing:
        raise CsvTableError(f"line 1, the header, has no column {', '.join(missing)}")
    unknown = [name for name in header if name not in columns]
    if unknown:
        raise CsvTableError(
            f"line 1, the header: there is no column {quote(unknown[0])}, but: {', '.join(columns)}"
        )
    if len(set(header)) < len(header):
        raise CsvTableError("line 1, the header, names a column twice")
    return header
