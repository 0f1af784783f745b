"""Unmatched callers, as the API tells them."""

from dataclasses import asdict

from admin_api.schemas import unmatched as schemas
from agentline.domain.catalogue import Language
from agentline.domain.seeing_to import SeenTo
from agentline.domain.unmatched import UnmatchedEntry, UnmatchedOutcome
from agentline.domain.verdict_words import listing_in_words


def tell_unmatched(
    entry: UnmatchedEntry, holder: str | None, language: Language
) -> schemas.Unmatched:
    """`holder` is the customer whose the number is by now."""
    caller = entry.caller
    return schemas.Unmatched(
        id=entry.id,
        call=caller.call,
        at=caller.at,
        number=caller.a_number,
        line=caller.b_number,
        reason=caller.reason,
        directory=caller.listing,
        directory_in_words=listing_in_words(caller.listing, language) if caller.listing else None,
        owner=schemas.ListedOwner(**asdict(caller.owner)) if caller.owner else None,
        is_waiting=entry.is_waiting,
        belongs_to=holder,
        seen=_tell_seen(entry.seen) if entry.seen else None,
    )


def _tell_seen(seen: SeenTo) -> schemas.UnmatchedSeen:
    return schemas.UnmatchedSeen(
        by=seen.by,
        at=seen.at,
        outcome=UnmatchedOutcome(seen.outcome),
        customer=seen.customer,
    )
