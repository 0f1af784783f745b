"""Notes staff write about customers."""

from admin_api.operations import Operations
from admin_api.routes.customer_view import CHANGING, MISSING, REASON, require_customer
from admin_api.schemas import notes as schemas
from admin_api.schemas.blocks import EntryId
from admin_api.schemas.common import DEFAULT_LIMIT, Because, Cursor, CustomerInPath, Limit
from admin_api.visit import VisitIn
from agentline.domain.kept_entry import Note
from agentline.services.customer_entries import remove_note, write_note

operations = Operations("notes", "What staff tell each other about customers")

_WHY = "to be known by whoever meets the customer"


@operations.operation(
    "GET",
    "/customers/<customer>/notes",
    id="list_notes",
    summary="The notes about a customer",
    refusals=MISSING,
)
def list_notes(
    customer: CustomerInPath,
    visit: VisitIn,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> schemas.NotePage:
    """The newest first."""
    require_customer(customer, visit)
    found = visit.desk.care().lists.notes_of(customer, limit, visit.position(cursor))
    return schemas.NotePage(items=list(map(_tell, found.items)), next=visit.cursor(found.position))


@operations.operation(
    "POST",
    "/customers/<customer>/notes",
    id="write_note",
    summary="Write a note",
    status=201,
    refusals=(*CHANGING, "entry_missing"),
    example={"text": "Prefers to be rung up in the evening."},
)
def write_customer_note(
    customer: CustomerInPath, body: schemas.NewNote, visit: VisitIn
) -> schemas.Note:
    """The audit trail says that and by whom it was written, never what it says."""
    desk = visit.desk.care()
    written = write_note(customer, body.text, visit.by(_WHY), visit.deed, desk)
    return _tell(desk.book.note(customer, written))


@operations.operation(
    "POST",
    "/customers/<customer>/notes/<note>/removing",
    id="remove_note",
    summary="Remove a note for good",
    refusals=(*MISSING, "entry_missing"),
    example=REASON,
)
def remove_customer_note(
    customer: CustomerInPath, note: EntryId, body: Because, visit: VisitIn
) -> schemas.NoteRemoved:
    """Nobody can read it afterwards."""
    remove_note(customer, note, visit.by(body.reason), visit.deed, visit.desk.care())
    return schemas.NoteRemoved(id=note)


def _tell(note: Note) -> schemas.Note:
    return schemas.Note(id=note.id, text=note.text, who=note.who, at=note.at)
