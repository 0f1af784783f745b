"""A desk in memory, at which everything that is begun is done at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from agentline.billing_ports import BillingChange, LedgerMailbox, Todo
from agentline.domain.audit import AuditEntry
from agentline.domain.money import sek
from agentline.domain.screening import Standing
from agentline.ports import CustomerMissingError
from agentline.services.billing_desk import BillingDesk
from tests.billing_fakes import (
    KIND,
    TERMS,
    FakeExecutions,
    FakeLedger,
    TickingClock,
    outlast_submission,
)
from tests.books import BookKeeper
from tests.examples import (
    BASIC,
    CUSTOMER,
    MINUTE_TARIFF,
    NOON,
    TAROT_LINE,
    a_price_list,
    a_record,
)
from tests.fake_billing_book import FakeBillingBook
from tests.fakes import FakeCatalogue

REFERENCE = f"{CUSTOMER}-0001"
# Ten kronor a minute and no fee, from midnight in Stockholm on.
CHEAP = a_price_list(
    replace(MINUTE_TARIFF, rate_per_minute=sek(1_000), opening_fee=sek(0)),
    "cheap",
    datetime(2026, 2, 28, 23, tzinfo=UTC),
)


class MemoryBook(FakeBillingBook):
    """The `AuditTrail` port besides, own terms, and payments that wait for staff."""

    def standing(self, customer: str) -> Standing:
        if customer != CUSTOMER:
            raise CustomerMissingError(f"customer {customer} has no account")
        return super().standing(customer)

    def store(self, change: BillingChange) -> None:
        super().store(change)
        if change.terms:
            self.own = change.terms.after

    def waiting(self, what: str, until: datetime, limit: int) -> Sequence[Todo]:
        match what:
            case "suspense":
                names = [each.key for each in self.payments.values() if each.suspense.minor]
            case "payment_task":
                names = [each.key for each in self.payments.values() if each.task]
            case "overdue":
                names = [each.reference for each in self.bases.values() if each.is_overdue]
            case _:
                return super().waiting(what, until, limit)
        return [Todo(what=what, at=NOON, subject=name) for name in names][:limit]

    def entries(self, customer: str) -> Sequence[AuditEntry]:
        assert customer == CUSTOMER
        return self.audit


@dataclass
class PromptExecutions(FakeExecutions):
    """Runs everything as soon as it is started, unless it `is_idle`."""

    desk: BillingDesk | None = None
    is_idle: bool = False

    def _start(self, execution: Any) -> None:
        super()._start(execution)
        if self.desk and not self.is_idle:
            clock = self.desk.clock
            assert isinstance(clock, TickingClock)
            self.run(self.desk, outlast_submission(clock))


@dataclass(frozen=True, kw_only=True)
class MemoryDesk:
    """A desk and all that is behind it."""

    book: MemoryBook
    desk: BillingDesk
    ledger: FakeLedger
    executions: PromptExecutions


def open_memory_desk(
    *, kind: str = KIND, mailbox: LedgerMailbox | None = None, now: datetime = NOON
) -> MemoryDesk:
    """A customer whose call has used up the limit: basis 1, 985.00, is a draft and blocks."""
    keeper = BookKeeper()
    keeper.rate(a_record(keeper.ring().call, talk_seconds=60 * 49))
    kept = FakeBillingBook.kept_by(keeper)
    book = MemoryBook(of=kept.of, bases=kept.bases, orders=kept.orders, audit=list(keeper.audit))
    ledger, executions = FakeLedger(), PromptExecutions()
    desk = BillingDesk(
        book=book,
        catalogue=FakeCatalogue(lines={TAROT_LINE.number: TAROT_LINE}, versions=[BASIC, CHEAP]),
        ledger=ledger,
        ledger_kind=kind,
        executions=executions,
        terms=TERMS,
        clock=TickingClock(now),
        mailbox=lambda provider: mailbox if provider == kind else None,
        hindrance=lambda _customer, _now: None,
        count=lambda _name: None,
    )
    executions.desk = desk
    return MemoryDesk(book=book, desk=desk, ledger=ledger, executions=executions)
