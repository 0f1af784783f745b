"""A small billing service on this machine: invoices come in signed, payments are told signed.

It has two doors on one port of 127.0.0.1. The one for programs takes what the webhook ledger sends
(agentline.adapters.ledgers.webhook): POST /invoices, GET /invoices/<reference>, POST
/invoices/<reference>/credits, all signed. The one for people is a page with a Pay button on every
invoice; its forms are taken from that page only.
"""

from collections import deque
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

from local.billing.book import Book, Payment
from local.billing.delivery import PAUSES, Messenger
from local.billing.desk import Desk
from local.billing.doors import HOST, Server

_STOP_SECONDS = 0.05  # how long `stop` may go unnoticed


class BillingService:
    """Serves until it is stopped; use it in a `with` statement, or call `stop`.

    `port` 0 takes a free one. `webhook_url` may be set later: it is known only when what listens
    there is deployed. `secrets` are those of Standard Webhooks, for both directions. What the
    service knows is in `state_file` and nowhere else.

    `troubles` are met by the next POSTs of invoices and credits, one each, and more can be
    appended: "unavailable" (503, nothing is taken), "reject:<words>" (422, nothing is taken),
    "accept_then_hang" (taken, and never answered). Raises OSError when the port is taken.
    """

    def __init__(
        self,
        *,
        state_file: Path,
        secrets: Sequence[str],
        webhook_url: str | None = None,
        port: int = 0,
        troubles: Sequence[str] = (),
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        self.book = Book(state_file)
        self.troubles = deque(troubles)
        self._stopping = Event()
        self._messenger = Messenger(webhook_url, secrets, pauses, self._stopping)
        self._desk = Desk(
            secrets=secrets,
            book=self.book,
            messenger=self._messenger,
            troubles=self.troubles,
            stopping=self._stopping,
        )
        self._server = Server(self._desk, port)
        self.url = f"http://{HOST}:{self._server.server_port}"
        self._thread = Thread(
            target=self._server.serve_forever, args=[_STOP_SECONDS], name="billing", daemon=True
        )
        self._thread.start()

    @property
    def webhook_url(self) -> str | None:
        """Where payments are told."""
        return self._messenger.url

    @webhook_url.setter
    def webhook_url(self, url: str | None) -> None:
        self._messenger.url = url

    def pay(self, reference: str, amount: str | None = None) -> Payment:
        """Press Pay: `amount` such as "12.50", or all that remains. Raises BookError.

        Whether our endpoint took the news of it is in the payment's `last_event`.
        """
        return self._desk.pay(reference, amount)

    def recall(self, payment_id: str) -> Payment:
        """Press Recall: the bank takes a payment back. Raises BookError."""
        return self._desk.recall(payment_id)

    def tell_again(self, payment_id: str) -> Payment:
        """Send the last event of a payment once more, the same id on it. Raises BookError."""
        return self._desk.tell_again(payment_id)

    def stop(self) -> None:
        """Answer nobody more, and give up what is being sent."""
        self._stopping.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.stop()
