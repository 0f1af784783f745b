"""A customer's credit as one bar: what is owed, held for live calls, and left."""

from rich.text import Text

from agentline.domain.account import Account
from agentline.domain.money import Money

# Shape and colour both tell the parts apart: not every terminal has colours.
_PARTS = (("unpaid", "█", "red"), ("unbilled", "▓", "yellow"), ("held", "▒", "cyan"))
_LEFT = ("available", "░", "green")
_WIDEST = 50
_GAP = "  "


def credit_bar(account: Account, width: int) -> Text:
    """The bar, at most `width` characters, drawn to the scale of limit and prepaid credit."""
    cells = min(max(width, 10), _WIDEST)
    full = max(account.limit.minor + account.prepaid.minor, 1)
    bar = Text()
    drawn = 0
    reached = 0
    for amount, (_, shape, colour) in zip(_amounts(account), _PARTS, strict=True):
        reached += amount.minor
        end = min(max(round(cells * reached / full), drawn), cells)
        bar.append(shape * (end - drawn), style=colour)
        drawn = end
    bar.append(_LEFT[1] * (cells - drawn), style=_LEFT[2])
    return bar


def credit_figures(account: Account, width: int) -> Text:
    """The amounts behind the bar, each with the shape and colour of its part.

    Broken into lines of at most `width` between the parts, never inside one.
    """
    limit = Text(f"limit {account.limit.decimal} {account.limit.currency}")
    parts = [
        Text.assemble((shape, colour), f" {name} {amount.decimal}")
        for amount, (name, shape, colour) in zip(
            (*_amounts(account), account.available), (*_PARTS, _LEFT), strict=True
        )
    ]
    lines = [limit]
    for part in parts:
        if lines[-1].cell_len + len(_GAP) + part.cell_len > width:
            lines.append(part)
        else:
            lines[-1] = Text.assemble(lines[-1], _GAP, part)
    return Text("\n").join(lines)


def _amounts(account: Account) -> tuple[Money, Money, Money]:
    return account.unpaid, account.unbilled, account.held
