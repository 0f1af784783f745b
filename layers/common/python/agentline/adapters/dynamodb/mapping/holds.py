"""Holds of live calls, as they lie in the account's row."""

from datetime import datetime
from typing import Any

from agentline.adapters.dynamodb.rows import instant_text
from agentline.domain.hold import Hold, Leg
from agentline.domain.money import Money

Json = dict[str, Any]


def hold_to_json(hold: Hold) -> Json:
    stored: Json = {
        "amount": hold.amount.minor,
        "talk": hold.talk_seconds,
        "at": instant_text(hold.placed_at),
    }
    if hold.legs:
        stored["legs"] = {
            contact: [_text(leg.began_at), _text(leg.ended_at)]
            for contact, leg in hold.legs.items()
        }
    if hold.shrunk_at:
        stored["shrunk"] = instant_text(hold.shrunk_at)
    return stored


def hold_from_json(stored: Json, currency: str) -> Hold:
    return Hold(
        amount=Money(stored["amount"], currency),
        talk_seconds=stored["talk"],
        placed_at=datetime.fromisoformat(stored["at"]),
        legs={
            contact: Leg(began_at=_instant(began), ended_at=_instant(ended))
            for contact, (began, ended) in stored.get("legs", {}).items()
        },
        shrunk_at=_instant(stored.get("shrunk")),
    )


def _text(instant: datetime | None) -> str | None:
    return instant_text(instant) if instant else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
