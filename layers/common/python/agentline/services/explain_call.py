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
from agentline.domain.call_words import WORDS, CallWords
from agentline.domain.catalogue import Language
from agentline.domain.customer import Block, BlockReason
from agentline.domain.explanation import money_in_words
from agentline.domain.explanation_words import WORDS as MONEY_WORDS
from agentline.domain.money import Money
from agentline.domain.regime import STOCKHOLM
from agentline.domain.screening import Refusal
from agentline.domain.verdict_words import block_in_words, reason_in_words
from agentline.ports import CustomerMissingError
from agentline.services.calls_desk import CallsDesk

_BLOCKED = "blocked_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a call ended as it did. `changed` is what is otherwise by now, if that matters."""

    sentence: str
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """Why a call ended as it did is asked at a desk, now, in a language."""

    call: ScreenedCall
    desk: CallsDesk
    now: datetime
    language: Language

    @property
    def words(self) -> CallWords:
        return WORDS[self.language]

    @property
    def reason(self) -> str:
        """As far as the call says by itself."""
        return reason_in_words(self.call, self.language)

    def money(self, amount: Money) -> str:
        return money_in_words(amount, MONEY_WORDS[self.language])


def explain_call(
    call: ScreenedCall, desk: CallsDesk, now: datetime, language: Language = Language.ENGLISH
) -> Why:
    """Why it was refused; or else let in, asked for a code, or led to customer service."""
    asked = _Asked(call, desk, now, language)
    if call.verdict is not Verdict.REFUSE:
        return Why(sentence=_outcome(asked))
    try:
        return _refusal(asked)
    except CustomerMissingError:
        return Why(sentence=asked.reason, changed=asked.words.customer_gone)


def _refusal(asked: _Asked) -> Why:
    reason = asked.call.reason
    if reason.startswith(_BLOCKED):
        return _blocked(asked, BlockReason(reason.removeprefix(_BLOCKED)))
    match reason:
        case Refusal.SERVICE_UNKNOWN:
            return _unknown_line(asked)
        case Refusal.INVOICE_UNPAID:
            return _unpaid(asked)
        case _:
            return _short_of_credit(asked)


def _outcome(asked: _Asked) -> str:
    call, words = asked.call, asked.words
    match call.verdict:
        case Verdict.ADMIT if call.hold and call.talk_seconds:
            count = call.talk_seconds // 60
            minutes = words.one_minute if count == 1 else words.minutes.format(count=count)
            return words.held.format(hold=asked.money(call.hold), minutes=minutes)
        case Verdict.ADMIT:
            return words.no_hold if call.pin else words.no_price
        case Verdict.ASK_PIN:
            return words.nothing_more.format(why=asked.reason)
        case _:
            return words.to_service.format(why=asked.reason)


def _unknown_line(asked: _Asked) -> Why:
    number, words = asked.call.b_number, asked.words
    line = asked.desk.catalogue.service_line(number)
    return Why(
        sentence=words.no_line.format(number=number, is_=words.was if line else words.is_),
        changed=words.line_now.format(line=line.name) if line else None,
    )


def _blocked(asked: _Asked, reason: BlockReason) -> Why:
    words = asked.words
    for sentence, name, block in _blocks(asked):
        if block.reason is not reason or not block.is_in_force(asked.call.decided_at):
            continue
        is_over = not block.is_in_force(asked.now)
        note = block.note.strip().removesuffix(".")
        return Why(
            sentence=sentence.format(
                name=name,
                is_=words.was if is_over else words.is_,
                why=block_in_words(reason, asked.language),
                day=_day(block.valid_from),
                by=words.by.format(who=block.placed_by) if block.placed_by else "",
                note=words.note.format(note=note) if note else "",
            ),
            changed=words.block_ended.format(day=_day(block.valid_until))
            if is_over and block.valid_until
            else None,
        )
    return Why(sentence=asked.reason, changed=words.no_block)


def _blocks(asked: _Asked) -> Iterable[tuple[str, str, Block]]:
    """The sentence, whose block it is, and the block: those of the number, then those of the
    customer, as screening looks at them."""
    call, register, words = asked.call, asked.desk.register, asked.words
    entry = register.number_entry(call.a_number) if call.a_number else None
    if entry and entry.block:
        yield words.number_blocked, entry.number, entry.block
    customer = call.customer or (entry.customer if entry else None)
    if customer:
        for block in register.standing(customer).blocks:
            yield words.customer_blocked, customer, block


def _unpaid(asked: _Asked) -> Why:
    """The basis that blocked then: of those that were not settled, the oldest that the limit had
    closed, or else the oldest."""
    call, desk, words = asked.call, asked.desk, asked.words
    assert call.customer  # noqa: S101 - only a customer's invoice can be unpaid
    books = desk.book.receivables(desk.book.standing(call.customer))
    since = desk.archive.entries(call.customer, Span(since=call.decided_at, until=asked.now))
    then = [
        (basis, *_standing_then(basis, call.decided_at, since))
        for basis in books.oldest_first()
        if basis.closed_at <= call.decided_at
    ]
    unpaid = [(basis, payable) for basis, state, payable in then if not state.is_settled]
    if not unpaid:
        return Why(sentence=asked.reason)
    basis, payable = min(unpaid, key=lambda one: not one[0].is_closed_by_limit)
    is_unpaid = not basis.state.is_settled
    changed = words.ended.get(basis.state)
    if is_unpaid and basis.payable != payable:
        changed = words.payable_now.format(amount=asked.money(basis.payable))
    return Why(
        sentence=words.unpaid.format(
            reference=basis.reference,
            amount=asked.money(payable),
            is_=words.is_ if is_unpaid else words.was,
            day=_day(basis.closed_at),
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


def _short_of_credit(asked: _Asked) -> Why:
    call, words = asked.call, asked.words
    credit, customer = call.credit, call.customer
    if credit is None or customer is None:
        return Why(sentence=asked.reason)
    account = asked.desk.archive.accounts([customer]).get(customer)
    remaining, shortest = asked.money(credit.remaining), asked.money(credit.shortest)
    if call.reason == Refusal.CREDIT_IN_USE:
        available = asked.money(credit.available)
        held = words.all if credit.available.is_zero else words.all_but.format(available=available)
        sentence = words.in_use.format(remaining=remaining, held=held, shortest=shortest)
        left, changed = (account.available if account else None), words.free_now
    else:
        sentence = words.exhausted.format(remaining=remaining, shortest=shortest)
        left, changed = (account.remaining if account else None), words.left_now
    if left is None or left < credit.shortest:
        return Why(sentence=sentence)
    return Why(sentence=sentence, changed=changed.format(left=asked.money(left)))


def _day(instant: datetime) -> str:
    return str(instant.astimezone(STOCKHOLM).date())
