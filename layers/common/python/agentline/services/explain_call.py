"""Why a call was refused, in one sentence that staff can say to who asks: from what was stored
then, and with what has changed since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from agentline.calls_ports import Span
from agentline.domain.audit import AuditEntry
from agentline.domain.basis import Basis
from agentline.domain.basis_state import BasisState
from agentline.domain.call import ScreenedCall, Verdict
from agentline.domain.customer import Block, BlockReason
from agentline.domain.money import Money
from agentline.domain.regime import STOCKHOLM
from agentline.domain.screening import Refusal
from agentline.domain.verdict_words import block_in_words, reason_in_words
from agentline.ports import CustomerMissingError
from agentline.services.calls_desk import CallsDesk

_BLOCKED = "blocked_"
_ENDED = {
    BasisState.PAID: "It has been paid since.",
    BasisState.CREDITED: "It has been credited since.",
    BasisState.VOIDED: "It has been voided since.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a call ended as it did. `changed` is what is otherwise by now, if that matters."""

    sentence: str
    changed: str | None = None


def explain_call(call: ScreenedCall, desk: CallsDesk, now: datetime) -> Why:
    """Why it was refused; or else let in, asked for a code, or led to customer service."""
    if call.verdict is not Verdict.REFUSE:
        return Why(sentence=_outcome(call))
    try:
        return _refusal(call, desk, now)
    except CustomerMissingError:
        return Why(sentence=reason_in_words(call), changed="The customer is gone.")


def _refusal(call: ScreenedCall, desk: CallsDesk, now: datetime) -> Why:
    if call.reason.startswith(_BLOCKED):
        return _blocked(call, BlockReason(call.reason.removeprefix(_BLOCKED)), desk, now)
    match call.reason:
        case Refusal.SERVICE_UNKNOWN:
            return _unknown_line(call, desk)
        case Refusal.INVOICE_UNPAID:
            return _unpaid(call, desk, now)
        case _:
            return _short_of_credit(call, desk)


def _outcome(call: ScreenedCall) -> str:
    match call.verdict:
        case Verdict.ADMIT if call.hold and call.talk_seconds:
            return (
                f"Let in: {call.hold} was held, which pays for {call.talk_seconds // 60} minutes."
            )
        case Verdict.ADMIT if call.pin:
            return "Let in without a hold: the shortest call costs nothing."
        case Verdict.ADMIT:
            return "Let in: the line costs nothing."
        case Verdict.ASK_PIN:
            return f"{reason_in_words(call)} A code was asked for, and nothing more came."
        case _:
            return f"{reason_in_words(call)} The caller was led to customer service."


def _unknown_line(call: ScreenedCall, desk: CallsDesk) -> Why:
    line = desk.catalogue.service_line(call.b_number)
    return Why(
        sentence=f"{call.b_number} {'was' if line else 'is'} no service line.",
        changed=f"It is one now: {line.name}." if line else None,
    )


def _blocked(call: ScreenedCall, reason: BlockReason, desk: CallsDesk, now: datetime) -> Why:
    at = call.decided_at
    for owner, block in _blocks(call, desk):
        if block.reason is not reason or not block.is_in_force(at):
            continue
        is_over = not block.is_in_force(now)
        note = f": {block.note}" if block.note else ""
        return Why(
            sentence=(
                f"{owner} {'was' if is_over else 'is'} blocked {block_in_words(reason)} since "
                f"{_day(block.valid_from)}, by {block.placed_by}{note}."
            ),
            changed=f"The block ended on {_day(block.valid_until)}."
            if is_over and block.valid_until
            else None,
        )
    return Why(
        sentence=reason_in_words(call), changed="There is no record of such a block any more."
    )


def _blocks(call: ScreenedCall, desk: CallsDesk) -> Iterable[tuple[str, Block]]:
    """Those of the number, then those of the customer, as screening looks at them."""
    entry = desk.register.number_entry(call.a_number) if call.a_number else None
    if entry and entry.block:
        yield f"The number {entry.number}", entry.block
    customer = call.customer or (entry.customer if entry else None)
    if customer:
        for block in desk.register.standing(customer).blocks:
            yield f"Customer {customer}", block


def _unpaid(call: ScreenedCall, desk: CallsDesk, now: datetime) -> Why:
    """The basis that blocked then: of those that were not settled, the oldest that the limit had
    closed, or else the oldest."""
    assert call.customer  # noqa: S101 - only a customer's invoice can be unpaid
    books = desk.book.receivables(desk.book.standing(call.customer))
    since = desk.archive.entries(call.customer, Span(since=call.decided_at, until=now))
    then = [
        (basis, *_standing_then(basis, call.decided_at, since))
        for basis in books.oldest_first()
        if basis.closed_at <= call.decided_at
    ]
    unpaid = [(basis, payable) for basis, state, payable in then if not state.is_settled]
    if not unpaid:
        return Why(sentence=reason_in_words(call))
    basis, payable = min(unpaid, key=lambda one: not one[0].is_closed_by_limit)
    is_unpaid = not basis.state.is_settled
    changed = _ENDED.get(basis.state)
    if is_unpaid and basis.payable != payable:
        changed = f"It is over {basis.payable} now."
    return Why(
        sentence=(
            f"Invoice {basis.reference} over {payable} {'is' if is_unpaid else 'was'} unpaid "
            f"since {_day(basis.closed_at)}."
        ),
        changed=changed,
    )


def _standing_then(
    basis: Basis, at: datetime, since: Iterable[AuditEntry]
) -> tuple[BasisState, Money]:
    """The state and what was payable: as the first change after it found them."""
    for entry in since:
        is_of_basis = entry.subject == str(basis.number) and "payable" in entry.before
        if is_of_basis and entry.at > at:
            payable = Money.parse(entry.before["payable"], basis.payable.currency, signed=True)
            return BasisState(entry.before["state"]), payable
    return basis.state, basis.payable


def _short_of_credit(call: ScreenedCall, desk: CallsDesk) -> Why:
    credit, customer = call.credit, call.customer
    if credit is None or customer is None:
        return Why(sentence=reason_in_words(call))
    account = desk.archive.accounts([customer]).get(customer)
    if call.reason == Refusal.CREDIT_IN_USE:
        held = "all" if credit.available.is_zero else f"all but {credit.available}"
        sentence = (
            f"Of {credit.remaining} credit left, {held} was held for another call, and the "
            f"shortest call costs {credit.shortest}."
        )
        left, word = (account.available if account else None), "free"
    else:
        sentence = (
            f"{credit.remaining} credit was left, and the shortest call costs {credit.shortest}; "
            "no invoice was unpaid."
        )
        left, word = (account.remaining if account else None), "left"
    is_enough = left is not None and left >= credit.shortest
    return Why(sentence=sentence, changed=f"{left} is {word} now." if is_enough else None)


def _day(instant: datetime) -> str:
    return str(instant.astimezone(STOCKHOLM).date())
