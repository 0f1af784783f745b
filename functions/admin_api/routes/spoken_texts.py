"""What callers hear when they are turned away: our sentence, or the operator's own words."""

from hashlib import sha256
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path

from admin_api.answers import versioned
from admin_api.operations import Operations
from admin_api.preconditions import check_seen
from admin_api.schemas import spoken_texts as schemas
from admin_api.schemas.common import Because
from admin_api.visit import Visit, VisitIn
from agentline.domain.catalogue import Language
from agentline.domain.screening import Refusal
from agentline.services.spoken_texts import SpokenText, change_text, spoken_texts

operations = Operations("spoken texts", "What callers hear when they are turned away")

_STANDARD = "standard"

RefusalInPath = Annotated[Refusal, Path()]
LanguageInPath = Annotated[Language, Path()]


@operations.operation(
    "GET", "/spoken-texts", id="list_spoken_texts", summary="List what callers hear"
)
def list_spoken_texts(visit: VisitIn) -> schemas.SpokenTexts:
    """For every refusal in every language."""
    return schemas.SpokenTexts(items=[_tell(each) for each in spoken_texts(visit.desk.catalogue())])


@operations.operation(
    "PUT",
    "/spoken-texts/<refusal>/<language>",
    id="put_spoken_text",
    summary="Have a refusal told in other words",
    takes_version=True,
    gives_version=True,
    refusals=("text_not_speakable",),
    example={"text": "Ring oss på 08-465 004 20.", "reason": "callers ask where to turn"},
)
def put_spoken_text(
    refusal: RefusalInPath, language: LanguageInPath, body: schemas.OwnWords, visit: VisitIn
) -> Response[schemas.SpokenText]:
    """Callers hear it within a minute. The version is told in the list."""
    return _change(refusal, language, body.text, body.reason, visit)


@operations.operation(
    "POST",
    "/spoken-texts/<refusal>/<language>/resetting",
    id="reset_spoken_text",
    summary="Have a refusal told in our sentence again",
    takes_version=True,
    gives_version=True,
    refusals=("text_standard",),
    example={"reason": "the number of customer service has changed"},
)
def reset_spoken_text(
    refusal: RefusalInPath, language: LanguageInPath, body: Because, visit: VisitIn
) -> Response[schemas.SpokenText]:
    """Callers hear it within a minute."""
    return _change(refusal, language, None, body.reason, visit)


def _change(
    refusal: Refusal, language: Language, text: str | None, why: str, visit: Visit
) -> Response[schemas.SpokenText]:
    def check(found: SpokenText) -> None:
        check_seen(visit.seen, _version(found))

    desk = visit.desk.catalogue()
    changed = change_text(refusal, language, text, check, visit.who, why, desk)
    return versioned(_tell(changed), _version(changed))


def _tell(text: SpokenText) -> schemas.SpokenText:
    return schemas.SpokenText(
        refusal=text.refusal,
        language=text.language,
        standard=text.standard,
        own=text.own,
        spoken=text.own or text.standard,
        version=_version(text),
    )


def _version(text: SpokenText) -> str:
    """Equal words are one version."""
    return _STANDARD if text.own is None else sha256(text.own.encode()).hexdigest()[:12]
