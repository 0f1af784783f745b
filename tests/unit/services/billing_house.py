"""A billing desk over fakes, with one customer whose first basis the limit has closed."""

from dataclasses import dataclass, field

from agentline.domain.basis import Basis
from agentline.domain.ledger_event import LedgerEvent
from agentline.services.billing_desk import BillingDesk
from agentline.services.dispatch_basis import request_dispatch
from agentline.services.settle_payment import settle, take_in
from tests.billing_fakes import (
    KIND,
    TERMS,
    FakeExecutions,
    FakeLedger,
    TickingClock,
    outlast_submission,
)
from tests.books import BookKeeper
from tests.examples import BASIC, CUSTOMER, TAROT_LINE, a_price_list, a_record
from tests.fake_billing_book import FakeBillingBook
from tests.fakes import FakeCatalogue

REFERENCE = f"{CUSTOMER}-0001"


def _after_one_call() -> FakeBillingBook:
    """Basis 1, one call of 985.00, is a draft and blocks."""
    keeper = BookKeeper()
    keeper.rate(a_record(keeper.ring().call, talk_seconds=49 * 60))
    return FakeBillingBook.kept_by(keeper)


@dataclass
class BillingHouse:
    """The desk, and shorthand to use it."""

    book: FakeBillingBook = field(default_factory=_after_one_call)
    ledger: FakeLedger = field(default_factory=FakeLedger)
    executions: FakeExecutions = field(default_factory=FakeExecutions)
    clock: TickingClock = field(default_factory=TickingClock)
    counted: list[str] = field(default_factory=list)
    hindrance: str | None = None

    @property
    def desk(self) -> BillingDesk:
        return BillingDesk(
            book=self.book,
            catalogue=FakeCatalogue(
                lines={TAROT_LINE.number: TAROT_LINE},
                versions=[BASIC, a_price_list(BASIC.articles["TAROT"].tariff, "other")],
            ),
            ledger=self.ledger,
            ledger_kind=KIND,
            executions=self.executions,
            terms=TERMS,
            clock=self.clock,
            mailbox=lambda _provider: None,
            hindrance=lambda _customer, _now: self.hindrance,
            count=self.counted.append,
        )

    @property
    def basis(self) -> Basis:
        return self.book.bases[1]

    def run(self) -> None:
        self.executions.run(self.desk, outlast_submission(self.clock))

    def dispatch(self, reference: str = REFERENCE) -> Basis:
        request_dispatch(reference, "anna", "due", self.desk)
        self.run()
        return self.basis

    def tell(self, event: LedgerEvent) -> str:
        take_in([event], self.desk)
        self.run()
        return settle(f"{event.source}#{event.id}", self.desk)

    def told(self, what: str) -> int:
        """How often that is in the audit trail."""
        return [entry.what for entry in self.book.audit].count(what)
