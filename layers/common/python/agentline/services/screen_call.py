"""Screening of one call: who calls, may they, and with how much credit (design.md 2.1)."""

from dataclasses import dataclass
from datetime import datetime

from agentline.domain.account import drop_expired_holds
from agentline.domain.call import CreditSeen, ScreenedCall, Step, UnmatchedCaller, Verdict
from agentline.domain.catalogue import Language
from agentline.domain.code import ASK_FOR_SERVICE
from agentline.domain.customer import Listing
from agentline.domain.offer import Offer, make_offer
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.screening import (
    Admit,
    AskCode,
    AskCredit,
    AskDirectory,
    CodeRequest,
    Decision,
    Refuse,
    Standing,
    screen_caller,
    screen_credit,
)
from agentline.ports import (
    AccountChangedError,
    CallLog,
    CallScreenedError,
    Catalogue,
    Clock,
    Codes,
    Directory,
    NumberTakenError,
    Register,
)
from agentline.services.announcement import (
    speak_admission,
    speak_code_request,
    speak_free_admission,
    speak_refusal,
    speak_to_service,
)
from agentline.services.check_code import check_code
from agentline.services.conflict import attempts
from agentline.services.follow_merges import follow_merges
from agentline.services.register_caller import RegistrationTerms, register_caller

NO_REASON = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingCall:
    """A call at the door. `call` is its root contact id; `a_number` None when withheld.

    `code` is what was keyed at a code step.
    """

    call: str
    step: Step
    a_number: PhoneNumber | None
    b_number: str
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningDesk:
    """What screening works with."""

    register: Register
    calls: CallLog
    catalogue: Catalogue
    codes: Codes
    directory: Directory
    terms: RegistrationTerms
    clock: Clock


def screen_call(incoming: IncomingCall, desk: ScreeningDesk) -> ScreenedCall:
    """Decide about a step of a call and keep the decision; asked again, answer the same.

    Raises StillContestedError, or whatever the store raises; the door then speaks an apology.
    """
    by_code = None
    if incoming.code is not None:
        by_code = check_code(incoming.code, incoming.a_number, desk.codes, desk.clock())
    retries = attempts()
    while True:
        next(retries)
        try:
            return _screen(incoming, by_code, desk, listing=None)
        except CallScreenedError as error:
            return error.call
        except (AccountChangedError, NumberTakenError):
            continue


def _screen(
    incoming: IncomingCall, by_code: str | None, desk: ScreeningDesk, *, listing: Listing | None
) -> ScreenedCall:
    """One attempt. `listing` is what the directory said when it had just registered the caller."""
    now = desk.clock()
    line = desk.catalogue.service_line(incoming.b_number)
    entry = desk.register.number_entry(incoming.a_number) if line and incoming.a_number else None
    is_by_code = incoming.code is not None
    customer = by_code if is_by_code else entry.customer if entry else None
    standing = _standing(customer, desk.register, is_by_code=is_by_code) if customer else None
    decision = screen_caller(
        line=line,
        a_number=incoming.a_number,
        entry=entry,
        standing=standing,
        now=now,
        is_by_code=is_by_code,
    )
    offer: Offer | None = None
    if isinstance(decision, AskDirectory):
        listing = desk.directory.look_up(decision.unclaimed.number, now)
        language = decision.line.language
        if register_caller(decision.unclaimed, listing, language, desk.register, desk.terms, now):
            return _screen(incoming, by_code, desk, listing=listing)
        decision = AskCode(reason=CodeRequest.NUMBER_UNMATCHED)
    elif isinstance(decision, AskCredit):
        version = desk.catalogue.price_list_in_force(decision.standing.price_list, now)
        offer = make_offer(decision.line, version, decision.standing.discounts, now)
        decision = screen_credit(decision.standing.account, offer, incoming.call, now)
    language = standing.language if standing else line.language if line else Language.SWEDISH
    answer = _answer(decision, incoming, desk.catalogue, language, now)
    admitted = decision if isinstance(decision, Admit) else None
    screened = ScreenedCall(
        call=incoming.call,
        step=incoming.step,
        decided_at=now,
        a_number=incoming.a_number,
        b_number=incoming.b_number,
        verdict=answer.verdict,
        reason=answer.reason,
        language=language,
        message=answer.message,
        queue=admitted.line.queue if admitted else None,
        customer=standing.account.customer if standing else None,
        pin=admitted.offer.pin if admitted and admitted.offer else None,
        hold=admitted.hold.amount if admitted and admitted.hold else None,
        talk_seconds=admitted.hold.talk_seconds if admitted and admitted.hold else None,
        credit=_credit_seen(standing, offer, now),
        listing=listing.status if listing else None,
    )
    change = None if isinstance(decision, AskCode) else decision.change
    desk.calls.store_call(screened, change, _unmatched(screened, listing))
    return screened


def _standing(customer: str, register: Register, *, is_by_code: bool) -> Standing | None:
    """Of whoever has taken over from the customer since the number, or the code, was looked up.

    A code that was a merged or an erased customer's is nobody's; a number that was an erased one's
    is free by now, and looked up again.
    """
    found = follow_merges(customer, register)
    if is_by_code and found[0].is_gone:
        return None
    if found[-1].is_erased:
        raise AccountChangedError(f"customer {customer} was erased just now")
    return found[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What the flow branches on, the reason for staff, and the sentence for the caller."""

    verdict: Verdict
    reason: str
    message: str


def _answer(
    decision: Decision,
    incoming: IncomingCall,
    catalogue: Catalogue,
    language: Language,
    now: datetime,
) -> _Answer:
    match decision:
        case Refuse(reason=refusal):
            own_words = catalogue.own_words(refusal.value, language)
            message = own_words or speak_refusal(refusal, language)
            return _Answer(verdict=Verdict.REFUSE, reason=refusal.value, message=message)
        case AskCode(reason=request):
            if incoming.step.after is None or incoming.code == ASK_FOR_SERVICE:
                message = speak_to_service(language)
                return _Answer(verdict=Verdict.SERVICE, reason=request.value, message=message)
            message = speak_code_request(request, language)
            return _Answer(verdict=Verdict.ASK_PIN, reason=request.value, message=message)
        case Admit(line=line, offer=Offer() as offer, hold=hold):
            talk_seconds = hold.talk_seconds if hold else None
            announced = offer.price.announced(now)
            message = speak_admission(line, announced, talk_seconds, language)
            return _Answer(verdict=Verdict.ADMIT, reason=NO_REASON, message=message)
        case Admit(line=line):
            message = speak_free_admission(line, language)
            return _Answer(verdict=Verdict.ADMIT, reason=NO_REASON, message=message)


def _unmatched(call: ScreenedCall, listing: Listing | None) -> UnmatchedCaller | None:
    """Callers for staff to handle by hand: no complete address, or sent to customer service."""
    is_unmatched = call.reason == CodeRequest.NUMBER_UNMATCHED
    if not is_unmatched and call.verdict is not Verdict.SERVICE:
        return None
    return UnmatchedCaller(
        call=call.call,
        at=call.decided_at,
        a_number=call.a_number,
        b_number=call.b_number,
        reason=call.reason,
        listing=call.listing,
        owner=listing.owner if listing else None,
    )


def _credit_seen(
    standing: Standing | None, offer: Offer | None, now: datetime
) -> CreditSeen | None:
    if standing is None or offer is None:
        return None
    account = drop_expired_holds(standing.account, now)
    return CreditSeen(
        remaining=account.remaining,
        available=account.available,
        shortest=offer.price.of_shortest_call(now),
    )
