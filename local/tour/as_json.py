"""Calls and scenes as JSON for other programs. Amounts are text with two decimals."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from agentline.domain.account import Account
from agentline.domain.call import ScreenedCall, UnmatchedCaller
from local.connect.transcript import TranscriptEntry
from local.tour.exchange import CallReport, RatedLeg
from local.tour.scene import OfficeScene, Scene

Json = dict[str, Any]

_ENTRY_KINDS = {
    "BlockExecuted": "block",
    "Spoken": "spoken",
    "KeysPressed": "keys",
    "EnteredQueue": "queue",
    "AgentConnected": "agent",
    "Transferred": "transfer",
    "HungUp": "end",
}


def tour_as_json(scenes: Sequence[Scene | OfficeScene]) -> Json:
    """A step is a call, or something done at a desk: the other of the two is null."""
    return {
        "steps": [
            {
                "title": scene.title,
                "told": scene.told,
                "checked": list(scene.checked),
                "call": call_as_json(scene.report) if isinstance(scene, Scene) else None,
                "office": _office(scene) if isinstance(scene, OfficeScene) else None,
            }
            for scene in scenes
        ]
    }


def _office(scene: OfficeScene) -> Json:
    return {"rows": [list(row) for row in scene.rows], "account": account_as_json(scene.account)}


def call_as_json(report: CallReport) -> Json:
    """`account.before` is null where the number alone did not tell who rings."""
    played = report.played
    return {
        "from": played.call.from_number,
        "to": played.call.to_number,
        "line": report.line.name if report.line else None,
        "contacts": list(played.contact_ids),
        "disposition": played.disposition.value,
        "queue": played.queue_name,
        "talk_seconds": sum(leg.talk_seconds for leg in played.legs),
        "transcript": [_entry(entry) for entry in played.transcript],
        "screening": screening_as_json(report.screened) if report.screened else None,
        "customer": customer_as_json(report),
        "unmatched": unmatched_as_json(report.unmatched),
        "orders": [order_as_json(leg) for leg in report.rated],
        "account": {
            "before": account_as_json(report.before),
            "during": account_as_json(report.during),
            "after": account_as_json(report.after),
        },
        "closed_basis": closed_as_json(report),
    }


def _entry(entry: TranscriptEntry) -> Json:
    return {"kind": _ENTRY_KINDS[type(entry).__name__], **asdict(entry)}


def screening_as_json(screened: ScreenedCall) -> Json:
    return {
        "decision": screened.verdict.value,
        "reason": screened.reason,
        "language": screened.language.value,
        "message": screened.message,
        "hold": screened.hold.decimal if screened.hold else None,
        "talk_seconds_paid": screened.talk_seconds,
        "directory": screened.listing.value if screened.listing else None,
    }


def customer_as_json(report: CallReport) -> Json | None:
    customer = report.customer
    if customer is None:
        return None
    return {
        "number": customer.number,
        **asdict(customer.owner),
        "is_new": report.is_registration,
        "is_newly_linked": report.is_link,
    }


def unmatched_as_json(caller: UnmatchedCaller | None) -> Json | None:
    """What staff are told of a caller who could not be identified."""
    if caller is None:
        return None
    return {
        "reason": caller.reason,
        "directory": caller.listing.value if caller.listing else None,
        "owner": asdict(caller.owner) if caller.owner else None,
    }


def order_as_json(leg: RatedLeg) -> Json:
    order = leg.order
    return {
        "contact": order.contact,
        "article": order.pin.article,
        "price_list": order.pin.price_list.name,
        "talk_began_at": order.talk_began_at.isoformat(),
        "talk_seconds": order.talk_seconds,
        "billed_seconds": order.billed_seconds,
        "amount": order.amount.decimal,
        "currency": order.amount.currency,
        "basis": order.basis,
        "explanation": list(leg.explanation),
    }


def account_as_json(account: Account | None) -> Json | None:
    if account is None:
        return None
    return {
        "customer": account.customer,
        "currency": account.limit.currency,
        "limit": account.limit.decimal,
        "prepaid": account.prepaid.decimal,
        "unbilled": account.unbilled.decimal,
        "unpaid": account.unpaid.decimal,
        "held": account.held.decimal,
        "remaining": account.remaining.decimal,
        "available": account.available.decimal,
        "open_basis": account.open_basis.number,
        "blocking_basis": account.blocking_basis,
    }


def closed_as_json(report: CallReport) -> Json | None:
    closed = report.closed
    if closed is None:
        return None
    return {
        "number": closed.number,
        "reference": closed.reference,
        "state": closed.state,
        "orders": closed.count,
        "total": closed.total.decimal,
        "because": closed.closed_because,
    }
