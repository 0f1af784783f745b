"""What the care of customers works with, and how every deed of staff is stored."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from agentline.customer_ports import CustomerBook, CustomerLists
from agentline.domain.customer_file import CustomerChange, CustomerFile
from agentline.domain.receivables import Actor
from agentline.ports import AccountChangedError, Catalogue, Clock, Codes
from agentline.services.conflict import attempts


@dataclass(frozen=True, slots=True, kw_only=True)
class CareDesk:
    """`book` decides and stores, `lists` finds and tells."""

    book: CustomerBook
    lists: CustomerLists
    catalogue: Catalogue
    codes: Codes
    clock: Clock


type Decide = Callable[[CustomerFile, Actor], CustomerChange | None]


def change_customer_file(
    customer: str, by: Actor, deed: str, desk: CareDesk, decision: Decide
) -> str:
    """Load, decide and store in one conditional transaction; again if others were faster.

    Gives the id of what was made: of the first time, if the deed was done before. A decision that
    is None changes nothing. Raises what `decision` does, CustomerMissingError and
    StillContestedError.
    """

    def attempt(doing: Actor) -> str:
        change = decision(desk.book.file(customer), doing)
        if change is None:
            return ""
        desk.book.store(change, deed)
        return change.made

    return do_once(by, deed, desk, attempt)


def do_once(by: Actor, deed: str, desk: CareDesk, attempt: Callable[[Actor], str]) -> str:
    """Give the id of what a deed has made before; else attempt it until nobody is in between."""
    retries = attempts()
    while True:
        next(retries)
        made = desk.book.made_by(deed) if deed else None
        if made is not None:
            return made
        try:
            return attempt(replace(by, at=desk.clock()))
        except AccountChangedError:
            continue
