"""What both doors of the billing service reach: its book, its troubles, its messenger."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Event

from local.billing.book import Book, Payment, PaymentEvent
from local.billing.delivery import Messenger


class UnavailableError(Exception):
    """The service was told to be down for once."""


class RejectedError(Exception):
    """The service was told to refuse for once; the message is its words."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    secrets: Sequence[str] = field(repr=False)
    book: Book
    messenger: Messenger
    troubles: deque[str]
    stopping: Event

    def pay(self, reference: str, amount: str | None, seen: str | None = None) -> Payment:
        return self._tell(self.book.pay(reference, amount, seen))

    def recall(self, payment_id: str) -> Payment:
        return self._tell(self.book.recall(payment_id))

    def tell_again(self, payment_id: str) -> Payment:
        return self._tell(self.book.last_event(payment_id))

    def meet_trouble(self) -> bool:
        """Take the next trouble; whether it is to hang once the request is done.

        Raises UnavailableError, RejectedError.
        """
        try:
            kind, _, words = self.troubles.popleft().partition(":")
        except IndexError:
            return False
        match kind:
            case "unavailable":
                raise UnavailableError("Down for maintenance.")
            case "reject":
                raise RejectedError(words)
            case "accept_then_hang":
                return True
            case _:
                raise ValueError(f"no such trouble: {kind}")

    def _tell(self, told: PaymentEvent) -> Payment:
        return self.book.note_outcome(told.payment.id, self.messenger.tell(told))
