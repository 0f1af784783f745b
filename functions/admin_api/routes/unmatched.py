"""Unmatched callers: a list to work off."""

from admin_api.operations import Operations
from admin_api.routes.unmatched_mapping import tell_unmatched
from admin_api.schemas import unmatched as schemas
from admin_api.schemas.common import (
    DEFAULT_LANGUAGE,
    DEFAULT_LIMIT,
    Because,
    Cursor,
    LanguageInQuery,
    Limit,
)
from admin_api.visit import Visit, VisitIn
from agentline.domain.catalogue import Language
from agentline.domain.customer import Owner
from agentline.domain.unmatched import UnmatchedEntry
from agentline.services.see_to_unmatched import dismiss, link, register
from agentline.services.seeing_to import Deed

operations = Operations("unmatched", "Callers who could not be identified well enough to bill")

_SEEN_TO = ("unmatched_missing", "seen_to_already")
_WITH_NUMBER = (*_SEEN_TO, "number_withheld", "number_taken")


@operations.operation("GET", "/unmatched", id="list_unmatched", summary="Callers to see to")
def list_unmatched(
    visit: VisitIn,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
    language: LanguageInQuery = DEFAULT_LANGUAGE,
) -> schemas.UnmatchedPage:
    """Those that wait for staff, the oldest first."""
    book = visit.desk.unmatched().unmatched
    found = book.waiting(limit, visit.position(cursor))
    numbers = [entry.caller.a_number for entry in found.items]
    holders = book.holders(number for number in numbers if number)
    return schemas.UnmatchedPage(
        items=[
            tell_unmatched(
                entry, holders.get(entry.number) if entry.caller.a_number else None, language
            )
            for entry in found.items
        ],
        next=visit.cursor(found.position),
    )


@operations.operation(
    "GET",
    "/unmatched/<entry>",
    id="get_unmatched",
    summary="One unmatched caller",
    refusals=("unmatched_missing",),
)
def get_unmatched(
    entry: schemas.UnmatchedInPath,
    visit: VisitIn,
    language: LanguageInQuery = DEFAULT_LANGUAGE,
) -> schemas.Unmatched:
    """Kept 90 days, whoever has seen to it."""
    return _tell(visit.desk.unmatched().unmatched.find(entry), visit, language)


@operations.operation(
    "POST",
    "/unmatched/<entry>/registering",
    id="register_unmatched",
    summary="Make the caller a new customer",
    status=201,
    refusals=(*_WITH_NUMBER, "owner_taken"),
    example={
        "name": "Siv Exempel",
        "street": "Provgatan 1",
        "postcode": "12345",
        "city": "Exempelby",
        "country": "SE",
        "language": "sv",
        "reason": "gave name and address by telephone",
    },
)
def register_unmatched(
    entry: schemas.UnmatchedInPath,
    body: schemas.RegisterUnmatched,
    visit: VisitIn,
    language: LanguageInQuery = DEFAULT_LANGUAGE,
) -> schemas.Unmatched:
    """With the caller's number, the opening credit and the basic price list. Somebody of that name
    and address who is a customer already gets no second credit: link the number instead."""
    owner = Owner(
        name=body.name,
        street=body.street,
        postcode=body.postcode,
        city=body.city,
        country=body.country,
    )
    desk = visit.desk.unmatched()
    seen = register(entry, owner, body.language, _deed(body.reason, visit), desk)
    return _tell(seen, visit, language)


@operations.operation(
    "POST",
    "/unmatched/<entry>/linking",
    id="link_unmatched",
    summary="Make the caller's number a customer's",
    refusals=(*_WITH_NUMBER, "customer_missing", "customer_not_active"),
    example={"customer": "100001", "reason": "rings from a new telephone"},
)
def link_unmatched(
    entry: schemas.UnmatchedInPath,
    body: schemas.LinkUnmatched,
    visit: VisitIn,
    language: LanguageInQuery = DEFAULT_LANGUAGE,
) -> schemas.Unmatched:
    """One more of the customer's numbers. One that is theirs by now is only taken off the list."""
    desk = visit.desk.unmatched()
    return _tell(link(entry, body.customer, _deed(body.reason, visit), desk), visit, language)


@operations.operation(
    "POST",
    "/unmatched/<entry>/dismissing",
    id="dismiss_unmatched",
    summary="Do nothing about the caller",
    refusals=_SEEN_TO,
    example={"reason": "rang by mistake"},
)
def dismiss_unmatched(
    entry: schemas.UnmatchedInPath,
    body: Because,
    visit: VisitIn,
    language: LanguageInQuery = DEFAULT_LANGUAGE,
) -> schemas.Unmatched:
    """Nothing becomes of it; whoever rings again is on the list again."""
    seen = dismiss(entry, _deed(body.reason, visit), visit.desk.unmatched())
    return _tell(seen, visit, language)


def _deed(reason: str, visit: Visit) -> Deed:
    return Deed(by=visit.by(reason), name=visit.deed)


def _tell(entry: UnmatchedEntry, visit: Visit, language: Language) -> schemas.Unmatched:
    number = entry.caller.a_number
    holders = visit.desk.unmatched().unmatched.holders([number] if number else [])
    return tell_unmatched(entry, holders.get(number) if number else None, language)
