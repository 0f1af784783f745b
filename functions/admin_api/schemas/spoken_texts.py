"""What callers hear when they are turned away."""

from pydantic import BaseModel, Field

from admin_api.schemas.common import Model, Reason, Sentence
from agentline.domain.catalogue import Language
from agentline.domain.screening import Refusal


class SpokenText(BaseModel):
    """What is said for a refusal in a language."""

    refusal: Refusal
    language: Language
    standard: str = Field(description="Our sentence.")
    own: str | None = Field(description="The operator's own words, if there are any.")
    spoken: str = Field(description="Which of them callers hear.")
    version: str = Field(description="Of the own words, for If-Match.")


class SpokenTexts(BaseModel):
    """Every refusal in every language."""

    items: list[SpokenText]


class OwnWords(Model):
    """Neither < nor $: it is spoken as it is."""

    text: Sentence
    reason: Reason
