"""Text in the cells of a table: a spreadsheet shows it, and never works it out (fault 38)."""

from agentline.adapters.plain_text import make_plain

# What makes a spreadsheet take a cell for a formula, in ASCII and as full-width forms.
_FORMULA_BEGINNINGS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_ESCAPE = "'"


def write_cell(text: str) -> str:
    """An apostrophe goes before a formula, and before what looks like one written so."""
    plain = make_plain(text)
    return f"{_ESCAPE}{plain}" if _is_formula(plain) else plain


def read_cell(cell: str) -> str:
    """The reverse. A formula that nobody escaped is text like any other."""
    text = cell.strip()
    return text[1:] if text.startswith(_ESCAPE) and _is_formula(text) else text


def decimal_comma(number: str) -> str:
    """A number as Excel in Sweden reads it."""
    return number.replace(".", ",")


def decimal_point(cell: str) -> str:
    """The reverse; a point is let be."""
    return cell.strip().replace(",", ".")


def _is_formula(text: str) -> bool:
    return text.lstrip(_ESCAPE).startswith(_FORMULA_BEGINNINGS)
