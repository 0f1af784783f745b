"""Callers, staff, ledger and sweeper do whatever they like to few customers, all at once."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from threading import Lock

import pytest

from agentline.billing_ports import LedgerRejectedError, LedgerUnavailableError
from agentline.domain.account import NothingToCloseError
from agentline.domain.basis import BasisStateError
from agentline.domain.basis_edit import ArticleLine, EditError, Goodwill, Rule
from agentline.domain.basis_state import BasisState
from agentline.domain.contact_record import ContactRecord
from agentline.domain.crediting import CreditError
from agentline.domain.draft import BelowZeroError
from agentline.domain.manual_order import GoodwillError, ManualLine, key_of
from agentline.domain.money import sek
from agentline.domain.payment import PaymentError
from agentline.domain.percent import Percent
from agentline.domain.refund import RefundError
from agentline.services.billing_desk import BasisChangedError, open_customer
from agentline.services.conflict import StillContestedError
from agentline.services.credit_basis import credit_basis
from agentline.services.dispatch_basis import LedgerKnowsError, reopen_basis
from agentline.services.edit_basis import (
    close_basis,
    edit_basis,
    move_line,
    see_basis,
    undo_edit,
    void_basis,
)
from agentline.services.enter_order import enter_order, give_goodwill
from agentline.services.limits import LimitError, set_limit
from agentline.services.mark_overdue import mark_overdue
from agentline.services.refund_order import refund_order
from agentline.services.suspense import return_payment
from agentline.services.sweep import sweep
from tests.examples import a_record
from tests.integration.billing.conftest import find_amiss
from tests.integration.billing.house import Caller, House
from tests.integration.call_path.ringing import at_once, deliver, ring

WORKERS = 6
DEEDS_EACH = 30
CUSTOMERS = 3
# What people are told, and what the platform tries again.
REFUSALS = (
    BasisChangedError,
    BasisStateError,
    BelowZeroError,
    CreditError,
    EditError,
    GoodwillError,
    LedgerKnowsError,
    LedgerRejectedError,
    LedgerUnavailableError,
    LimitError,
    NothingToCloseError,
    PaymentError,
    RefundError,
    StillContestedError,
)
CARD = ArticleLine(text="Kort", quantity=1, unit_price=sek(999), vat_percent=Percent.parse("6"))
_names = count(1)


@dataclass
class Crowd:
    """Somebody who does things by chance."""

    house: House
    callers: list[Caller]
    records: list[ContactRecord] = field(default_factory=list)
    paid: list[tuple[Caller, str, int]] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    lock: Lock = field(default_factory=Lock)

    def act(self, chance: random.Random) -> None:
        """Do one thing, or be refused in words."""
        deed = chance.choice(DEEDS)
        caller = chance.choice(self.callers)
        try:
            deed(self, caller, chance)
        except REFUSALS as error:
            outcome = type(error).__name__
        else:
            outcome = "done"
        with self.lock:
            self.done[f"{deed.__name__}: {outcome}"] += 1

    def talk(self, caller: Caller, chance: random.Random) -> None:
        call = ring(self.house.screening, caller.number)
        if call.verdict == "ADMIT":
            began_at = self.house.clock().replace(microsecond=0)
            record = a_record(
                call.call,
                talk_seconds=60 * chance.randrange(0, 30),
                initiated_at=began_at,
                version=self.house.clock(),
            )
            self.records.append(record)
            deliver(self.house.rating, record)

    def correct(self, _caller: Caller, chance: random.Random) -> None:
        if self.records:
            record = chance.choice(self.records)
            minutes = chance.randrange(0, 30)
            began_at = record.initiated_at + timedelta(seconds=30)
            newer = replace(
                record,
                talk_seconds=60 * minutes,
                talk_began_at=began_at if minutes else None,
                version=self.house.clock(),
            )
            deliver(self.house.rating, newer)

    def pay(self, caller: Caller, chance: random.Random) -> None:
        name, minor = f"p{next(_names)}", chance.randrange(100, 120_000)
        self.paid.append((caller, name, minor))
        self.house.tell(caller.pays(minor, self._basis(caller, chance), payment=name))

    def recall(self, _caller: Caller, chance: random.Random) -> None:
        if self.paid:
            caller, name, minor = chance.choice(self.paid)
            part = chance.choice([minor, minor // 2])
            self.house.tell(caller.recalls(part, payment=name, event=f"r{next(_names)}"))

    def give_back(self, _caller: Caller, chance: random.Random) -> None:
        if self.paid:
            caller, name, minor = chance.choice(self.paid)
            key = f"webhook#{name}-{caller.customer}"
            if self.house.desk.book.payment("webhook", f"{name}-{caller.customer}"):
                return_payment(key, sek(minor // 3), "anna", "asked for", self.house.desk)

    def edit(self, caller: Caller, chance: random.Random) -> None:
        rules: list[Rule] = [Goodwill(amount=sek(chance.randrange(1, 5_000))), CARD]
        rule = chance.choice(rules)
        edit_basis(
            self._reference(caller, chance, BasisState.DRAFT),
            rule,
            "anna",
            "because",
            self.house.desk,
        )

    def undo(self, caller: Caller, chance: random.Random) -> None:
        undo_edit(
            self._reference(caller, chance, BasisState.DRAFT),
            "e1",
            "anna",
            "because",
            self.house.desk,
        )

    def move(self, caller: Caller, chance: random.Random) -> None:
        reference = self._reference(caller, chance, BasisState.DRAFT)
        _, side = see_basis(reference, self.house.desk)
        if side.lines:
            line = chance.choice(side.lines).id
            move_line(reference, line, "anna", "because", self.house.desk)

    def close(self, caller: Caller, _chance: random.Random) -> None:
        close_basis(caller.customer, "anna", "because", self.house.desk)

    def void(self, caller: Caller, chance: random.Random) -> None:
        if chance.random() < 0.2:
            void_basis(
                self._reference(caller, chance, BasisState.DRAFT),
                "anna",
                "because",
                self.house.desk,
            )

    def dispatch(self, caller: Caller, chance: random.Random) -> None:
        trouble = chance.choice(["", "", "", "unavailable", "accept_then_raise", "reject:no"])
        self.house.ledger.troubles.append(trouble)
        self.house.dispatch(
            self._reference(caller, chance, BasisState.DRAFT, BasisState.DISPATCH_FAILED)
        )

    def reopen(self, caller: Caller, chance: random.Random) -> None:
        reopen_basis(
            self._reference(caller, chance, BasisState.DISPATCH_FAILED),
            "anna",
            "because",
            self.house.desk,
        )

    def credit(self, caller: Caller, chance: random.Random) -> None:
        amount = sek(chance.randrange(1, 60_000))
        reference = self._reference(
            caller, chance, BasisState.DISPATCHED, BasisState.PART_PAID, BasisState.PAID
        )
        credit_basis(reference, amount, "anna", "because", self.house.desk)

    def enter(self, caller: Caller, chance: random.Random) -> None:
        line = ManualLine(
            text="Kort", unit_price=sek(chance.randrange(1, 20_000)), vat_percent=CARD.vat_percent
        )
        enter_order(caller.customer, line, self._deed(), "anna", "because", self.house.desk)

    def give(self, caller: Caller, chance: random.Random) -> None:
        amount, percent = sek(chance.randrange(1, 60_000)), CARD.vat_percent
        desk = self.house.desk
        give_goodwill(caller.customer, amount, percent, self._deed(), "anna", "because", desk)

    def refund(self, caller: Caller, chance: random.Random) -> None:
        orders = self.house.orders(caller)
        if orders:
            key = key_of(chance.choice(orders))
            amount = chance.choice([None, sek(chance.randrange(1, 20_000))])
            refund_order(key, amount, self._deed(), "anna", "because", self.house.desk)

    def change_limit(self, caller: Caller, chance: random.Random) -> None:
        limit = sek(1_000 * chance.randrange(50, 300))
        set_limit(caller.customer, limit, "anna", "because", self.house.desk)

    def sweep(self, _caller: Caller, chance: random.Random) -> None:
        self.house.clock.pass_time(timedelta(minutes=chance.randrange(1, 600)))
        mark_overdue(self.house.desk)
        sweep(self.house.desk)
        self.house.run()

    def _deed(self) -> str:
        return f"deed-{next(_names)}"

    def _basis(self, caller: Caller, chance: random.Random, *states: BasisState) -> int:
        """One of the customer's, in one of these states if there is such; else any number."""
        bases = open_customer(caller.customer, self.house.desk).books.bases
        fitting = [number for number, basis in bases.items() if basis.state in states]
        return chance.choice(fitting or [*bases, 1])

    def _reference(self, caller: Caller, chance: random.Random, *states: BasisState) -> str:
        return caller.reference(self._basis(caller, chance, *states))


type Deed = Callable[[Crowd, Caller, random.Random], None]

OFTEN: list[Deed] = [Crowd.talk, Crowd.correct, Crowd.pay, Crowd.dispatch]
DEEDS: list[Deed] = [
    *OFTEN,
    *OFTEN,
    *OFTEN,
    Crowd.recall,
    Crowd.give_back,
    Crowd.edit,
    Crowd.undo,
    Crowd.move,
    Crowd.close,
    Crowd.void,
    Crowd.reopen,
    Crowd.credit,
    Crowd.enter,
    Crowd.give,
    Crowd.refund,
    Crowd.change_limit,
    Crowd.sweep,
]


@pytest.mark.usefixtures("own_table")
@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_done_at_once_the_invariants_hold_and_nothing_is_posted_twice(
    house: House, seed: int
) -> None:
    crowd = Crowd(house, [house.blocked_caller() for _ in range(CUSTOMERS)])

    def live(worker: int) -> None:
        chance = random.Random(100 * seed + worker)  # noqa: S311 - the same deeds every time
        for _deed in range(DEEDS_EACH):
            crowd.act(chance)

    at_once(WORKERS, live)
    assert find_amiss(house.clock) == set(), crowd.done
    assert crowd.done["pay: done"] + crowd.done["pay: StillContestedError"] > WORKERS
    posted = Counter(invoice.reference for invoice in house.ledger.postings)
    assert set(posted.values()) == {1}
    _let_everything_end(house)
    assert find_amiss(house.clock) == set()


def _let_everything_end(house: House) -> None:
    house.ledger.troubles.clear()
    house.executions.lose()
    for _round in range(10):
        house.clock.pass_time(timedelta(minutes=10))
        if not sum(sweep(house.desk).values()):
            return
        house.run()
    raise AssertionError(f"there is always something left: {sweep(house.desk)}")
