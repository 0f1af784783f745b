"""Invoice lines and VAT as Tryton wants them: prices without VAT, and yet our total to the öre.

Tryton adds the VAT to the sum of net prices. Its lines are therefore our amounts less the VAT, the
öre of rounding distributed so that the nets of each VAT rate add up to ours, and the VAT row it
computes of them is then set to the VAT we state. Total and VAT are ours by construction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agentline.adapters.ledgers.decimal_money import to_decimal
from agentline.domain.invoice import CreditNote, InvoiceLine, VatShare
from agentline.domain.money import Money
from agentline.domain.percent import Percent
from agentline.domain.vat import VatRate


@dataclass(frozen=True, slots=True, kw_only=True)
class NetLine:
    """One line of Tryton's: what it says, and its price without VAT."""

    text: str
    net: Money
    vat_percent: Percent


def net_lines(lines: Iterable[InvoiceLine]) -> list[NetLine]:
    """The lines in their order. The nets of a rate add up to the net of its sum."""
    gross: dict[Percent, Money] = {}
    net: dict[Percent, Money] = {}
    found = []
    for line in lines:
        rate, nothing = line.vat_percent, Money(0, line.amount.currency)
        gross[rate] = gross.get(rate, nothing) + line.amount
        net_now = gross[rate] - VatRate(percent=rate).included_in(gross[rate])
        found.append(
            NetLine(text=line.text, net=net_now - net.get(rate, nothing), vat_percent=rate)
        )
        net[rate] = net_now
    return found


def credit_lines(note: CreditNote) -> list[NetLine]:
    """One line for each VAT rate, below zero."""
    nothing = Money(0, note.amount.currency)
    return [
        NetLine(text=note.why, net=nothing - share.net, vat_percent=share.percent)
        for share in note.vat
    ]


def credit_shares(note: CreditNote) -> tuple[VatShare, ...]:
    """The VAT of a credit note with the sign it has in the ledger."""
    nothing = Money(0, note.amount.currency)
    return tuple(
        VatShare(percent=share.percent, gross=nothing - share.gross, vat=nothing - share.vat)
        for share in note.vat
    )


def line_values(
    lines: Iterable[NetLine], taxes: Mapping[Percent, int | None], common: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """`taxes` are Tryton's ids by rate; `common` is what all lines share, such as the account."""
    return [
        {
            **common,
            "type": "line",
            "sequence": place,
            "description": line.text,
            "quantity": 1,
            "unit_price": to_decimal(line.net),
            "taxes": [("add", [tax])] if (tax := taxes[line.vat_percent]) is not None else [],
        }
        for place, line in enumerate(lines, start=1)
    ]


def tax_corrections(
    rows: Sequence[Mapping[str, Any]],
    shares: Iterable[VatShare],
    taxes: Mapping[Percent, int | None],
) -> list[tuple[int, Decimal]]:
    """Which VAT rows are to say something else than Tryton computed, and what.

    Amounts below zero have a row of their own; the row of the largest base takes the difference.
    """
    corrections = []
    for share in shares:
        of_tax = [row for row in rows if row["tax"] == taxes[share.percent]]
        difference = to_decimal(share.vat) - sum((row["amount"] for row in of_tax), Decimal(0))
        if of_tax and difference:
            row = max(of_tax, key=lambda row: abs(row["base"]))
            corrections.append((row["id"], row["amount"] + difference))
    return corrections
