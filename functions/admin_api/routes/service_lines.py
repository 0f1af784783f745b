"""Service lines: the numbers that can be rung, and what is behind each."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path

from admin_api.answers import versioned
from admin_api.operations import Operations
from admin_api.problems import ProblemError
from admin_api.schemas import service_lines as schemas
from admin_api.schemas.common import (
    DEFAULT_LIMIT,
    AnySpelling,
    Because,
    Cursor,
    Limit,
)
from admin_api.visit import VisitIn
from agentline.adapters.phone_numbers import read_phone_number
from agentline.domain.catalogue import ServiceLine
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.service_line import LineEntry
from agentline.services.service_lines import close_line, find_line, put_line

operations = Operations("service lines", "The numbers that can be rung")

_REASON = {"reason": "the new service opens"}

NumberInPath = Annotated[AnySpelling, Path()]


@operations.operation(
    "GET", "/service-lines", id="list_service_lines", summary="List service lines"
)
def list_service_lines(
    visit: VisitIn, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> schemas.ServiceLinePage:
    """By number, those that are out of use too."""
    found = visit.desk.catalogue().book.list_lines(limit, visit.position(cursor))
    return schemas.ServiceLinePage(
        items=[_tell(entry) for entry in found.items], next=visit.cursor(found.position)
    )


@operations.operation(
    "GET",
    "/service-lines/<number>",
    id="get_service_line",
    summary="One service line",
    gives_version=True,
    refusals=("line_missing",),
)
def get_service_line(number: NumberInPath, visit: VisitIn) -> Response[schemas.ServiceLine]:
    """In use or not."""
    return _answer(find_line(_read(number), visit.desk.catalogue()))


@operations.operation(
    "PUT",
    "/service-lines/<number>",
    id="put_service_line",
    summary="Open a service line, or change one",
    takes_version=True,
    may_create=True,
    gives_version=True,
    refusals=(
        "line_missing",
        "queue_missing",
        "article_missing",
        "price_list_missing",
        "text_not_speakable",
    ),
    example={
        "name": "Tarotlinjen",
        "queue": "tarot",
        "language": "sv",
        "greeting": "Välkommen till Tarotlinjen.",
        "article": "1001",
        **_REASON,
    },
)
def put_service_line(
    number: NumberInPath, body: schemas.ServiceLineContent, visit: VisitIn
) -> Response[schemas.ServiceLine]:
    """Callers meet it within a minute. The article must be in the basic price list, now and in the
    versions to come. A line that is out of use is in use again."""
    seen = visit.version_to_replace
    line = ServiceLine(
        number=_read(number),
        name=body.name,
        queue=body.queue,
        language=body.language,
        greeting=body.greeting,
        article=body.article,
    )
    kept = put_line(line, seen, visit.who, body.reason, visit.desk.catalogue())
    return _answer(kept, status=200 if seen is not None else 201)


@operations.operation(
    "POST",
    "/service-lines/<number>/closing",
    id="close_service_line",
    summary="Take a service line out of use",
    takes_version=True,
    gives_version=True,
    refusals=("line_missing", "line_closed"),
    example=_REASON,
)
def close_service_line(
    number: NumberInPath, body: Because, visit: VisitIn
) -> Response[schemas.ServiceLine]:
    """Within a minute callers hear that the number is not in use; calls that have begun go on."""
    desk = visit.desk.catalogue()
    return _answer(close_line(_read(number), visit.version_seen, visit.who, body.reason, desk))


def _read(number: str) -> PhoneNumber:
    found = read_phone_number(number)
    if found is None:
        raise ProblemError("not_found", "The address names no telephone number.")
    return found


def _answer(entry: LineEntry, *, status: int = 200) -> Response[schemas.ServiceLine]:
    return versioned(_tell(entry), entry.version, status=status)


def _tell(entry: LineEntry) -> schemas.ServiceLine:
    line = entry.line
    return schemas.ServiceLine(
        number=line.number,
        name=line.name,
        queue=line.queue,
        language=line.language,
        greeting=line.greeting,
        article=line.article,
        is_in_use=entry.closed_at is None,
        closed_at=entry.closed_at,
        version=entry.version,
    )
