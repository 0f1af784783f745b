"""What staff's changes of the catalogue work with, and how each is stored."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from agentline.catalogue_ports import CatalogueBook, CatalogueChange, CatalogueChangedError
from agentline.ports import Clock
from agentline.services.conflict import attempts


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueDesk:
    """`queues` names those of the deployment, `basic` the price list every customer begins with."""

    book: CatalogueBook
    clock: Clock
    queues: Callable[[], Collection[str]]
    basic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When something is decided, and the revision of the catalogue its storing will make."""

    now: datetime
    revision: int


type Decide[Result] = Callable[[Moment], tuple[CatalogueChange | None, Result]]


def change_catalogue[Result](desk: CatalogueDesk, decision: Decide[Result]) -> Result:
    """Load, decide and store in one conditional transaction; again if others were faster.

    `decision` loads what it needs, and gives the change, None for none, and what it comes to.
    Raises what `decision` does, PriceListError and StillContestedError.
    """
    retries = attempts()
    while True:
        next(retries)
        revision = desk.book.revision()
        change, result = decision(Moment(now=desk.clock(), revision=revision + 1))
        try:
            if change:
                desk.book.store(change, revision)
        except CatalogueChangedError:
            continue
        return result
