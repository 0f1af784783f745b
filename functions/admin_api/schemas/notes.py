"""Notes about customers."""

from pydantic import BaseModel

from admin_api.schemas.common import Instant, LongText, Model, Page


class Note(BaseModel):
    """What a member of staff has written about a customer."""

    id: str
    text: str
    who: str
    at: Instant


class NotePage(Page):
    items: list[Note]


class NewNote(Model):
    """The text of a note; it stays until somebody removes it."""

    text: LongText


class NoteRemoved(BaseModel):
    """That a note is gone; nobody can tell what it said."""

    id: str
