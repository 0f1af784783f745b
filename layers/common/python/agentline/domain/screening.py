"""Whether a caller is let in, in the order of design.md 2.1, and with how much credit held."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agentline.domain.account import (
    Account,
    AccountChange,
    close_at_limit,
    drop_expired_holds,
    place_hold,
)
from agentline.domain.catalogue import Language, ServiceLine
from agentline.domain.customer import Block, BlockReason, NumberEntry
from agentline.domain.discount import Discount
from agentline.domain.hold import LONGEST_CALL, Hold
from agentline.domain.offer import Offer
from agentline.domain.phone_number import PhoneNumber


class Refusal(StrEnum):
    """Why a caller is turned away; each has a spoken sentence in every language."""

    SERVICE_UNKNOWN = "service_unknown"
    BLOCKED_FINANCIAL = "blocked_financial"
    BLOCKED_CONDUCT = "blocked_conduct"
    BLOCKED_FRAUD = "blocked_fraud"
    BLOCKED_OWN_REQUEST = "blocked_own_request"
    BLOCKED_OTHER = "blocked_other"
    INVOICE_UNPAID = "invoice_unpaid"
    CREDIT_EXHAUSTED = "credit_exhausted"
    CREDIT_IN_USE = "credit_in_use"


class CodeRequest(StrEnum):
    """Why the number alone does not tell who calls."""

    NUMBER_WITHHELD = "number_withheld"
    NUMBER_UNMATCHED = "number_unmatched"
    CODE_REQUIRED = "code_required"
    CODE_WRONG = "code_wrong"


_REFUSAL_OF_BLOCK = {
    BlockReason.FINANCIAL: Refusal.BLOCKED_FINANCIAL,
    BlockReason.CONDUCT: Refusal.BLOCKED_CONDUCT,
    BlockReason.FRAUD: Refusal.BLOCKED_FRAUD,
    BlockReason.OWN_REQUEST: Refusal.BLOCKED_OWN_REQUEST,
    BlockReason.OTHER: Refusal.BLOCKED_OTHER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What screening needs of a customer, read in one go.

    `merged_into` is the customer who has taken over from a merged one.
    """

    account: Account
    language: Language
    price_list: str
    discounts: tuple[Discount, ...]
    blocks: tuple[Block, ...]
    requires_code: bool = False
    merged_into: str | None = None
    is_erased: bool = False

    @property
    def is_gone(self) -> bool:
        """Whether the account lets nobody in any more."""
        return self.is_erased or self.merged_into is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Admit:
    """Let in. No `offer` on a line that costs nothing; no `hold` where the shortest call does."""

    line: ServiceLine
    offer: Offer | None = None
    hold: Hold | None = None
    change: AccountChange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse:
    """Turned away. `change` closes the open basis where the credit ran out just now."""

    reason: Refusal
    change: AccountChange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCode:
    """The number alone does not tell who calls."""

    reason: CodeRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDirectory:
    """Nobody knows this number yet; the directory must say whose it is."""

    line: ServiceLine
    unclaimed: NumberEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCredit:
    """Nothing bars this customer; whether the credit pays for a call decides."""

    line: ServiceLine
    standing: Standing


Decision = Admit | Refuse | AskCode
"""What ends screening; AskDirectory and AskCredit lead on to one of these."""


def screen_caller(
    *,
    line: ServiceLine | None,
    a_number: PhoneNumber | None,
    entry: NumberEntry | None,
    standing: Standing | None,
    now: datetime,
    is_by_code: bool = False,
) -> Decision | AskDirectory | AskCredit:
    """Steps 1 to 4 as far as blocks: everything that needs no credit.

    `entry` is what the register knows of the a-number, `standing` the customer it belongs to or,
    `is_by_code`, the customer whose code was entered: None for a code that is nobody's.
    """
    if line is None:
        return Refuse(reason=Refusal.SERVICE_UNKNOWN)
    on_number = [entry.block] if entry and entry.block and entry.block.is_in_force(now) else []
    on_customer = [block for block in standing.blocks if block.is_in_force(now)] if standing else []
    if not line.is_charged:
        barring = [block for block in on_number + on_customer if block.is_for_conduct]
        return _refuse_for(barring[0]) if barring else Admit(line=line)
    if a_number is None and not is_by_code:
        return AskCode(reason=CodeRequest.NUMBER_WITHHELD)
    if on_number:
        return _refuse_for(on_number[0])
    if standing is None:
        if a_number is None or is_by_code:
            return AskCode(reason=CodeRequest.CODE_WRONG)
        unclaimed = entry or NumberEntry(number=a_number, customer=None, block=None)
        return AskDirectory(line=line, unclaimed=unclaimed)
    if standing.requires_code and not is_by_code:
        return AskCode(reason=CodeRequest.CODE_REQUIRED)
    if on_customer:
        return _refuse_for(on_customer[0])
    return AskCredit(line=line, standing=standing)


def screen_credit(account: Account, offer: Offer, call: str, now: datetime) -> Admit | Refuse:
    """The rest of step 4, and step 5: whether the credit pays for the shortest call, and the hold.

    One function prices the hold and the charge, so a call never begins that cannot be paid.
    """
    current = drop_expired_holds(account, now)
    shortest = offer.price.of_shortest_call(now)
    if current.blocking_basis is not None:
        return Refuse(reason=Refusal.INVOICE_UNPAID)
    if current.remaining < shortest:
        closing = close_at_limit(current, shortest, now)
        if closing.closed:
            change = AccountChange(before=account, after=closing.after, closed=closing.closed)
            return Refuse(reason=Refusal.INVOICE_UNPAID, change=change)
        is_unpaid = current.unpaid.minor > 0
        return Refuse(reason=Refusal.INVOICE_UNPAID if is_unpaid else Refusal.CREDIT_EXHAUSTED)
    if current.available < shortest:
        return Refuse(reason=Refusal.CREDIT_IN_USE)
    if shortest.is_zero:
        return Admit(line=offer.line, offer=offer)
    longest = offer.price.of(now, int(LONGEST_CALL.total_seconds()))
    amount = min(current.available, longest)
    hold = Hold(
        amount=amount, talk_seconds=offer.price.talk_seconds_for(amount, now), placed_at=now
    )
    after = place_hold(current, call, hold, offer.line.number)
    change = AccountChange(before=account, after=after)
    return Admit(line=offer.line, offer=offer, hold=hold, change=change)


def _refuse_for(block: Block) -> Refuse:
    return Refuse(reason=_REFUSAL_OF_BLOCK[block.reason])
