"""What outlives the processes of invoicing: Step Functions, the clock, staff and the ledger."""

from collections.abc import Callable
from datetime import timedelta
from typing import Literal

from agentline.billing_ports import LedgerInvoice, LedgerUnavailableError
from agentline.domain.basis_state import BasisState
from agentline.domain.ledger_event import LedgerEvent
from agentline.services.dispatch_basis import (
    freeze,
    give_up_dispatch,
    record_dispatch,
    request_dispatch,
    submit,
)
from agentline.services.settle_payment import event_key, settle, take_in
from agentline.services.sweep import sweep
from tests.billing_fakes import Execution
from tests.integration.billing.house import Caller, House
from tests.integration.billing.mortality import Death, Fate, KilledError, mortal

type Recovery = Literal["retried", "lost"]
"""What comes of an execution one of whose steps is killed, or gets no answer from the ledger: the
step is tried again; or the execution fails, and somebody else must begin again."""

MOST_ROUNDS = 12
STEP_WAITS = timedelta(minutes=2)
SWEEP_EVERY = timedelta(minutes=5)


class World:
    """One basis dispatched and paid by mortal processes."""

    def __init__(self, house: House, caller: Caller, recovery: Recovery, *deaths: Death) -> None:
        self.house = house
        self.caller = caller
        self.reference = caller.reference()
        self.fate = Fate(set(deaths))
        self._recovery = recovery
        self._desk = mortal(house.desk, self.fate)

    def live(self) -> None:
        """Whoever is killed, or fails, is begun again until the basis is paid."""
        self._until(lambda: self._state is BasisState.DISPATCHED)
        paid = self.caller.pays(98_500)
        self._tell(paid)
        self._until(lambda: self._is_met(paid))
        self._tell(paid)

    @property
    def _state(self) -> BasisState:
        return self.house.basis(self.reference).state

    def _is_met(self, event: LedgerEvent) -> bool:
        taken = self.house.desk.book.taken_event(event_key(event))
        return taken is not None and taken.outcome is not None

    def _until(self, is_done: Callable[[], bool]) -> None:
        executions = self.house.executions
        for _round in range(MOST_ROUNDS):
            while self._state in {BasisState.DRAFT, BasisState.DISPATCH_FAILED}:
                self._click_dispatch()
            while executions.queue:
                self._run(executions.queue.popleft())
            executions.lose()
            if is_done():
                return
            self.house.clock.pass_time(SWEEP_EVERY)
            self._lives(lambda: sweep(self._desk))
        raise AssertionError(f"it never ends; the deeds were {self.fate.deeds}")

    def _click_dispatch(self) -> None:
        self._lives(lambda: request_dispatch(self.reference, "anna", "due", self._desk))

    def _tell(self, event: LedgerEvent) -> None:
        """A ledger sends again what is not answered."""
        while not self._lives(lambda: take_in([event], self._desk)):
            pass

    def _run(self, execution: Execution) -> None:
        """As the state machines do (infra/state_machines)."""
        try:
            if execution.machine == "settle":
                self._take(lambda: settle(execution.subject, self._desk))
            elif self._take(lambda: freeze(self.reference, self._desk)) == "frozen":
                posted = self._take(self._submit)
                self._take(lambda: record_dispatch(self.reference, posted, self._desk))
        except _ExecutionFailedError:
            return
        except LedgerUnavailableError as error:
            words = str(error)
            self._take(lambda: give_up_dispatch(self.reference, words, self._desk))

    def _submit(self) -> LedgerInvoice:
        while True:
            try:
                return submit(self.reference, self._desk)
            except LedgerUnavailableError:
                if self._recovery == "lost":
                    raise
                self.house.clock.pass_time(STEP_WAITS)

    def _take[Result](self, step: Callable[[], Result]) -> Result:
        while True:
            try:
                return step()
            except KilledError:
                if self._recovery == "lost":
                    raise _ExecutionFailedError from None
                self.house.clock.pass_time(STEP_WAITS)

    def _lives(self, work: Callable[[], object]) -> bool:
        """Whether a process came to its end."""
        try:
            work()
        except KilledError:
            return False
        return True


class _ExecutionFailedError(Exception):
    """A step was killed more often than it is tried."""
