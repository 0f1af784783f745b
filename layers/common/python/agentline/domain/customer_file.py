"""Everything that decides what staff may do about one customer, and what one such deed changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from agentline.domain.account import Account
from agentline.domain.audit import AuditEntry
from agentline.domain.customer import Block, Customer, CustomerStatus
from agentline.domain.discount import Discount
from agentline.domain.kept_entry import AgreedDiscount, Note, PlacedBlock
from agentline.domain.phone_number import PhoneNumber

BY_STAFF = "staff"
"""The source of a name and address that staff have entered."""


class CustomerGoneError(ValueError):
    """The customer was merged or erased: there is nothing to change any more."""


class CustomerStateError(ValueError):
    """Not with a customer in this state; the message says which."""


class CustomerInUseError(ValueError):
    """The customer has calls or money that must end first; the message says which."""


class CodeMissingError(ValueError):
    """The customer has no code."""


class CodeRequiredError(ValueError):
    """The customer must enter a code, and so needs one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """What the register says of a customer, and by which prices and code they ring."""

    customer: Customer
    price_list: str
    requires_code: bool
    has_code: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFile:
    """A customer as staff find them.

    `code` is the name their code is kept under, if they have one. `blocks` and `discounts` are
    those nobody has ended, the first made first; some may be over by their own time.
    """

    customer: Customer
    account: Account
    price_list: str
    requires_code: bool
    code: str | None = field(repr=False)
    blocks: tuple[Block, ...] = ()
    discounts: Mapping[str, Discount] = field(default_factory=dict)

    @property
    def number(self) -> str:
        return self.customer.number

    def require_present(self) -> None:
        """Raises CustomerGoneError for a merged or erased customer."""
        customer = self.customer
        if customer.status is CustomerStatus.MERGED:
            raise CustomerGoneError(
                f"customer {customer.number} was merged into {customer.merged_into}"
            )
        if customer.status is CustomerStatus.ERASED:
            raise CustomerGoneError(f"customer {customer.number} was erased")


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerChange:
    """What one deed of staff stores, all or nothing, on the condition that the register's entry is
    as it was read.

    `blocks` and `discounts` are those that were made or ended by it. `bars_calls` is for what no
    call that is being let in may outrun: the account must be as it was read, too. `made` is the id
    of what the deed has made.
    """

    before: CustomerFile
    after: CustomerFile
    audit: tuple[AuditEntry, ...]
    blocks: tuple[PlacedBlock, ...] = ()
    discounts: tuple[AgreedDiscount, ...] = ()
    note: Note | None = None
    removed_note: str | None = None
    linked: PhoneNumber | None = None
    unlinked: PhoneNumber | None = None
    bars_calls: bool = False
    made: str = ""
