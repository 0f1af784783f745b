"""The items of a billogram: prices without VAT whose sum with VAT is ours to the öre.

Billogram adds VAT to net prices. Nets are rounded running, so that those of one rate add up to the
net of their sum; what its VAT then differs by, an öre or so a rate, stands on a row of its own
without VAT. How Billogram rounds is nowhere written, therefore nobody relies on this alone: the
total of the draft is read, and the row corrected by what is missing.
"""

from decimal import Decimal
from fractions import Fraction

from agentline.adapters.ledgers.decimal_money import to_decimal
from agentline.domain.catalogue import Language
from agentline.domain.invoice import Invoice, InvoiceLine
from agentline.domain.line_words import rounding_words
from agentline.domain.money import Money, round_half_up
from agentline.domain.percent import Percent

type Item = dict[str, str | int | Decimal]

_TITLE_LENGTH = 100
_DESCRIPTION_LENGTH = 200
_PREPAID = {Language.SWEDISH: "Betalt i förskott", Language.ENGLISH: "Paid in advance"}


def list_items(invoice: Invoice, correction: Money) -> list[Item]:
    """In the order of the lines. Their total, as Billogram adds it up, is `to_pay`, provided that
    `correction` is what it was found to be wrong by; zero at first."""
    nets = _nets(invoice.lines)
    items = [
        _item(line.text, net, line.vat_percent)
        for line, net in zip(invoice.lines, nets, strict=True)
    ]
    rest = invoice.total - _expected_total(invoice, nets) + correction
    if not rest.is_zero:
        items.append(_item(rounding_words(invoice.language), rest, _NO_VAT))
    if not invoice.prepaid.is_zero:
        items.append(_item(_PREPAID[invoice.language], _minus(invoice.prepaid), _NO_VAT))
    return items


_NO_VAT = Percent.parse("0")


def _nets(lines: tuple[InvoiceLine, ...]) -> list[Money]:
    so_far: dict[Percent, tuple[Fraction, int]] = {}
    nets = []
    for line in lines:
        exact, rounded = so_far.get(line.vat_percent, (Fraction(0), 0))
        exact += line.amount.minor / (1 + line.vat_percent.share)
        net = round_half_up(exact) - rounded
        so_far[line.vat_percent] = exact, rounded + net
        nets.append(Money(net, line.amount.currency))
    return nets


def _expected_total(invoice: Invoice, nets: list[Money]) -> Money:
    sums: dict[Percent, int] = {}
    for line, net in zip(invoice.lines, nets, strict=True):
        sums[line.vat_percent] = sums.get(line.vat_percent, 0) + net.minor
    minor = sum(net + round_half_up(net * percent.share) for percent, net in sums.items())
    return Money(minor, invoice.total.currency)


def _item(text: str, net: Money, vat: Percent) -> Item:
    title, description = _split_text(text)
    item: Item = {
        "title": title,
        "price": to_decimal(net),
        "vat": vat.value,
        "count": 1,
        "unit": "unit",
    }
    return item | ({"description": description} if description else {})


def _split_text(text: str) -> tuple[str, str]:
    return text[:_TITLE_LENGTH], text[_TITLE_LENGTH:][:_DESCRIPTION_LENGTH]


def _minus(amount: Money) -> Money:
    return Money(-amount.minor, amount.currency)
