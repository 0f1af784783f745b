"""What keeps a customer from being merged or erased: money still on its way (design.md 2.3)."""

from collections.abc import Iterator
from datetime import datetime

from agentline.domain.account import drop_expired_holds
from agentline.domain.receivables import Receivables


def find_open_ends(books: Receivables, now: datetime) -> Iterator[str]:
    """Holds, bases that are not settled, and prepaid money, in words."""
    account = books.account
    holds = drop_expired_holds(account, now).holds
    if holds:
        calls = f"{len(holds)} call{'s' if len(holds) > 1 else ''}"
        yield f"credit of {account.customer} is held for {calls} not rated yet"
    for basis in books.oldest_first():
        if not basis.state.is_settled:
            yield f"basis {basis.reference} is {basis.state.value}, and {basis.due} is due on it"
    if account.prepaid.minor:
        yield f"{account.prepaid} is prepaid by {account.customer}"
