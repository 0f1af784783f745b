"""Screening of one call: who calls, may they, and with how much credit (design.md 2.1)."""

from dataclasses import dataclass
from datetime import datetime

from agentline.domain.account import drop_expired_holds
from agentline.domain.call import CreditSeen, ScreenedCall, Verdict
from agentline.domain.catalogue import Language
from agentline.domain.customer import ListingStatus
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
    Directory,
    NumberTakenError,
    Register,
)
from agentline.services.announcement import (
    speak_admission,
    speak_code_request,
    speak_free_admission,
    speak_refusal,
)
from agentline.services.conflict import attempts
from agentline.services.register_caller import RegistrationTerms, register_caller

NO_REASON = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingCall:
    """A call at the door. `call` is its root contact id; `a_number` None when withheld."""

    call: str
    step: str
    a_number: PhoneNumber | None
    b_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningDesk:
    """What screening works with."""

    register: Register
    calls: CallLog
    catalogue: Catalogue
    directory: Directory
    terms: RegistrationTerms
    clock: Clock


def screen_call(incoming: IncomingCall, desk: ScreeningDesk) -> ScreenedCall:
    """Decide about a call and keep the decision; asked again, answer the same.

    Raises StillContestedError, or whatever the store raises; the door then speaks an apology.
    """
    retries = attempts()
    while True:
        next(retries)
        try:
            return _screen(incoming, desk, listing=None)
        except CallScreenedError as error:
            return error.call
        except (AccountChangedError, NumberTakenError):
            continue


def _screen(
    incoming: IncomingCall, desk: ScreeningDesk, *, listing: ListingStatus | None
) -> ScreenedCall:
    """One attempt. `listing` is what the directory said when it had just registered the caller."""
    now = desk.clock()
    line = desk.catalogue.service_line(incoming.b_number)
    entry = desk.register.number_entry(incoming.a_number) if line and incoming.a_number else None
    standing = desk.register.standing(entry.customer) if entry and entry.customer else None
    decision = screen_caller(
        line=line, a_number=incoming.a_number, entry=entry, standing=standing, now=now
    )
    offer: Offer | None = None
    if isinstance(decision, AskDirectory):
        answer = desk.directory.look_up(decision.unclaimed.number, now)
        listing = answer.status
        if register_caller(
            decision.unclaimed, answer, decision.line.language, desk.register, desk.terms, now
        ):
            return _screen(incoming, desk, listing=listing)
        decision = AskCode(reason=CodeRequest.NUMBER_UNMATCHED)
    elif isinstance(decision, AskCredit):
        version = desk.catalogue.price_list_in_force(decision.standing.price_list, now)
        offer = make_offer(decision.line, version, decision.standing.discounts, now)
        decision = screen_credit(decision.standing.account, offer, incoming.call, now)
    language = standing.language if standing else line.language if line else Language.SWEDISH
    verdict, reason, message = _answer(decision, language, now)
    admitted = decision if isinstance(decision, Admit) else None
    screened = ScreenedCall(
        call=incoming.call,
        step=incoming.step,
        decided_at=now,
        a_number=incoming.a_number,
        b_number=incoming.b_number,
        verdict=verdict,
        reason=reason,
        language=language,
        message=message,
        queue=admitted.line.queue if admitted else None,
        customer=standing.account.customer if standing else None,
        pin=admitted.offer.pin if admitted and admitted.offer else None,
        hold=admitted.hold.amount if admitted and admitted.hold else None,
        talk_seconds=admitted.hold.talk_seconds if admitted and admitted.hold else None,
        credit=_credit_seen(standing, offer, now),
        listing=listing,
    )
    change = None if isinstance(decision, AskCode) else decision.change
    desk.calls.store_call(screened, change)
    return screened


def _answer(decision: Decision, language: Language, now: datetime) -> tuple[Verdict, str, str]:
    """What the flow branches on, the reason for staff, and the sentence for the caller."""
    match decision:
        case Refuse(reason=refusal):
            return Verdict.REFUSE, refusal.value, speak_refusal(refusal, language)
        case AskCode(reason=request):
            return Verdict.ASK_PIN, request.value, speak_code_request(request, language)
        case Admit(line=line, offer=Offer() as offer, hold=hold):
            talk_seconds = hold.talk_seconds if hold else None
            announced = offer.price.announced(now)
            message = speak_admission(line, announced, talk_seconds, language)
            return Verdict.ADMIT, NO_REASON, message
        case Admit(line=line):
            return Verdict.ADMIT, NO_REASON, speak_free_admission(line, language)


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
