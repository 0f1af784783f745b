"""The table of problem codes in docs/api.md: `python -m admin_api.code_table docs/api.md`."""

import sys
from collections.abc import Iterator
from pathlib import Path

from admin_api.refusal_kinds import ALL_KINDS

BEGIN = "<!-- made by `make openapi`: begin -->"
END = "<!-- made by `make openapi`: end -->"


def with_codes(page: str) -> str:
    """The page with the table between its two markers. Raises ValueError if they are missing."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has no place for the table of codes")
    table = "\n".join(_rows())
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def main() -> None:
    page = Path(sys.argv[1])
    page.write_text(with_codes(page.read_text(encoding="utf-8")), encoding="utf-8")


def _rows() -> Iterator[str]:
    yield "| Status | Code | Meaning |"
    yield "|---|---|---|"
    by_status = sorted(ALL_KINDS.items(), key=lambda each: (each[1].status, each[0]))
    for code, kind in by_status:
        yield f"| {kind.status.value} | `{code}` | {kind.title} |"


if __name__ == "__main__":
    main()
