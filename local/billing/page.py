"""The page of the billing service: every invoice with its lines, payments and buttons."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from agentline.domain.money import Money
from local.billing.book import STOCKHOLM, Entry

_FOLDER = Path(__file__).parent
STYLE = (_FOLDER / "style.css").read_bytes()


def render_page(entries: Iterable[Entry], webhook_url: str | None) -> bytes:
    """HTML, newest invoice first. Whatever came from outside is escaped."""
    newest_first = list(entries)[::-1]
    page = _TEMPLATE.render(entries=newest_first, webhook_url=webhook_url, state_of=_state)
    return page.encode()


def _state(entry: Entry) -> str:
    remaining = entry.remaining.minor
    if remaining < 0:
        return "overpaid"
    if remaining == 0:
        return "paid" if entry.paid.minor or not entry.credited.minor else "credited"
    return "part paid" if entry.paid.minor or entry.credited.minor else "unpaid"


def _spaced(amount: str | Money) -> str:
    """-1234.50 with a true minus, and unbreakable blanks between thousands."""
    text = amount.decimal if isinstance(amount, Money) else amount
    whole, _, decimals = text.lstrip("-").partition(".")
    minus = "\N{MINUS SIGN}" if text.startswith("-") else ""
    return f"{minus}{int(whole):,}.{decimals}".replace(",", "\N{NO-BREAK SPACE}")


def _swedish_time(at: datetime | None) -> str:
    return "" if at is None else f"{at.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"


def _length(seconds: int | None) -> str:
    return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02}"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "spaced": _spaced,
        "as_length": _length,
        "as_swedish_time": _swedish_time,
    }
    return environment


_TEMPLATE = _environment().get_template("page.html")
