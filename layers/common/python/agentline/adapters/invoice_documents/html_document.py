"""The basis as a page for people, to read and to print on A4."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from agentline.adapters.invoice_documents.words import words_in
from agentline.adapters.invoice_documents.written import (
    write_address,
    write_minutes,
    write_money,
    write_percent,
)
from agentline.adapters.plain_text import make_plain
from agentline.domain.invoice import Invoice, InvoiceLine
from agentline.domain.regime import STOCKHOLM


def invoice_html(invoice: Invoice) -> str:
    """A whole document in the customer's language, without scripts and without anything to fetch.

    To be stored as UTF-8.
    """
    language = invoice.language
    return _template().render(
        words=words_in(language),
        language=language.value,
        invoice=invoice,
        address=write_address(invoice.buyer),
        performed=_performed,
        minutes=write_minutes,
        money=lambda amount: write_money(amount, language),
        percent=lambda percent: write_percent(percent, language),
        plain=make_plain,
    )


def _performed(line: InvoiceLine) -> tuple[str, str]:
    """Date and clock in Stockholm of a line that has them."""
    if line.performed_at is None:
        return "", ""
    began = line.performed_at.astimezone(STOCKHOLM)
    return f"{began:%Y-%m-%d}", f"{began:%H:%M}"


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("invoice.html.jinja")
