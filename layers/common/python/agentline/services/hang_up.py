"""Ending a live call by hand."""

from collections.abc import Mapping
from dataclasses import dataclass

from agentline.domain.audit import AuditEntry
from agentline.domain.call import ScreenedCall
from agentline.domain.receivables import Actor
from agentline.office_ports import Trail
from agentline.ports import StopOutcome, Telephony
from agentline.services.calls_desk import CallsDesk

CALL_HUNG_UP = "call_hung_up"
_ASKED = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class HungUp:
    """What came of ending each contact of a call, by its id."""

    outcomes: Mapping[str, StopOutcome]

    @property
    def outcome(self) -> StopOutcome:
        """Of the call: refused if it goes on in any contact, over if there was nothing to end."""
        for outcome in (StopOutcome.REFUSED, StopOutcome.STOPPED):
            if outcome in self.outcomes.values():
                return outcome
        return StopOutcome.OVER


def hang_up(call: str, by: Actor, desk: CallsDesk, telephony: Telephony, trail: Trail) -> HungUp:
    """End the live contacts of a call. Told again, it finds them over.

    Who asked is on record before it is done; what came of it afterwards, in the same entry. Raises
    CallMissingError.
    """
    decided = desk.archive.find(call).decided
    contacts = _live_contacts(decided, desk)
    trail.keep(_entry(decided, by, dict.fromkeys(contacts, _ASKED)))
    outcomes = {contact: telephony.stop(contact) for contact in contacts}
    trail.keep(_entry(decided, by, outcomes))
    return HungUp(outcomes=outcomes)


def _live_contacts(call: ScreenedCall, desk: CallsDesk) -> tuple[str, ...]:
    """Those with an agent as far as was seen; else the call's first contact, named like it."""
    account = desk.archive.accounts([call.customer]).get(call.customer) if call.customer else None
    hold = account.holds.get(call.call) if account else None
    legs = hold.legs if hold else {}
    return tuple(contact for contact, leg in legs.items() if leg.is_live) or (call.call,)


def _entry(call: ScreenedCall, by: Actor, outcomes: Mapping[str, str]) -> AuditEntry:
    return AuditEntry(
        customer=call.customer,
        at=by.at,
        who=by.who,
        what=CALL_HUNG_UP,
        subject=call.call,
        before={},
        after={contact: str(outcome) for contact, outcome in outcomes.items()},
        why=by.why,
    )
