"""What staff do at their desks in the tour, and what comes of it while they wait."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from agentline.domain.account import Account
from agentline.domain.basis import Basis
from agentline.services.billing_desk import BillingDesk, open_customer
from local.billing.book import Entry, Payment

LONGEST_WAIT_SECONDS = 60.0
_POLL_SECONDS = 0.1


class OfficeOverdueError(Exception):
    """A state machine did not finish in time. The message says where to look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The desk staff work at, and the billing service's buttons.

    `receipt` finds what the service has made of a basis, `press_pay` has it paid in full. `log`
    is where to look when something does not come.
    """

    desk: BillingDesk
    receipt: Callable[[str], Entry | None]
    press_pay: Callable[[str], Payment]
    log: str

    def basis(self, customer: str, number: int) -> Basis:
        return open_customer(customer, self.desk).books.basis(number)

    def account(self, customer: str) -> Account:
        return open_customer(customer, self.desk).books.account

    def wait_for(
        self, customer: str, number: int, is_there: Callable[[Basis], bool], what: str
    ) -> Basis:
        """The basis once it is as wanted. Raises OfficeOverdueError."""
        deadline = time.monotonic() + LONGEST_WAIT_SECONDS
        while True:
            basis = self.basis(customer, number)
            if is_there(basis):
                return basis
            if time.monotonic() > deadline:
                trouble = f" ({basis.trouble})" if basis.trouble else ""
                raise OfficeOverdueError(
                    f"basis {basis.reference} is {basis.state.value}{trouble} and was not {what} "
                    f"within {LONGEST_WAIT_SECONDS:.0f} s; look for invoice_steps in {self.log}"
                )
            # DynamoDB offers nothing to wait on.
            time.sleep(_POLL_SECONDS)
