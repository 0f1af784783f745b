"""Ledgers that do not tell of payments themselves are asked (design.md 4)."""

from agentline.services.billing_desk import BillingDesk
from agentline.services.settle_payment import take_in


def poll_ledger(desk: BillingDesk) -> int:
    """Take in what the ledger has to tell since the last time; how many events were new.

    The cursor moves on only after all are kept: what comes again is known by its id. Raises
    LedgerRejectedError, LedgerUnavailableError.
    """
    news = desk.ledger.news(desk.book.cursor(desk.ledger_kind))
    if news is None:
        return 0
    new = take_in(news.events, desk)
    desk.book.store_cursor(desk.ledger_kind, news.cursor)
    return new
