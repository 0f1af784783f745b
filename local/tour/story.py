"""The tour: short scenes on a running stage. Each checks what it tells."""

from collections.abc import Iterator

from local.demo.files import Demo
from local.tour.exchange import Exchange
from local.tour.office import Office
from local.tour.scene import OfficeScene, Scene
from local.tour.scenes_at_the_door import scenes_at_the_door
from local.tour.scenes_of_credit import scenes_of_credit
from local.tour.scenes_of_invoices import scenes_of_invoices
from local.tour.scenes_of_talk import scenes_of_talk


def play_tour(exchange: Exchange, office: Office, demo: Demo) -> Iterator[Scene | OfficeScene]:
    """Play the tour, scene by scene, on whatever state the stage has.

    Who is let in and who is not; what happens during talk; and the whole credit of somebody the
    directory knows and who never rang before, so that a second tour has somebody new; then what
    staff and the ledger do until that customer is let in again. Raises NobodyLeftError, TourError,
    OfficeOverdueError, and what `Exchange.ring` and `Exchange.ring_until_cut` raise.
    """
    line = next(line for line in demo.lines if line.is_charged)
    yield from scenes_at_the_door(exchange, demo, line)
    yield from scenes_of_talk(exchange, demo, line)
    refused = None
    for scene in scenes_of_credit(exchange, line):
        refused = scene.report
        yield scene
    if refused is not None:
        yield from scenes_of_invoices(exchange, office, line, refused)
