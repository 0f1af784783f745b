"""What an operator says about a directory, as JSON without the secret (docs/directories.md)."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from agentline.adapters.directories.json_answer import POINTER_PATTERN
from agentline.adapters.directories.number_formats import NumberFormat
from agentline.adapters.directories.urls import check_url, check_url_template

_OF_HTTP_ITSELF = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-length",
        "expect",
        "host",
        "te",
        "transfer-encoding",
        "upgrade",
    }
)
_FOR_SECRETS = frozenset({"authorization", "cookie", "proxy-authorization"})


def _check_not_of_http_itself(name: str) -> str:
    if name.lower() in _OF_HTTP_ITSELF:
        raise ValueError("this header is not to be set")
    return name


def _check_not_for_secrets(name: str) -> str:
    if name.lower() in _FOR_SECRETS:
        raise ValueError("secrets are no settings: use auth")
    return name


type _Pointer = Annotated[str, Field(pattern=POINTER_PATTERN, max_length=200)]
type _Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
type _Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,31}$")]
type _HeaderName = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9-]{1,64}$"), AfterValidator(_check_not_of_http_itself)
]
type _PlainHeaderName = Annotated[_HeaderName, AfterValidator(_check_not_for_secrets)]
type _HeaderValue = Annotated[str, Field(pattern=r"^[!-~]([ -~]{0,198}[!-~])?$")]
type _UrlTemplate = Annotated[str, Field(max_length=1000), AfterValidator(check_url_template)]
type _PlainUrl = Annotated[str, Field(max_length=1000), AfterValidator(check_url)]
# A status that some directories use to say "not listed". Taken for an error unless named.
type _NotFoundStatus = Literal[204, 404]


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class NoAuth(_Settings):
    kind: Literal["none"] = "none"


class BasicAuth(_Settings):
    """The secret is the password."""

    kind: Literal["basic"]
    user: str = Field(pattern=r"^[^:\x00-\x1f\x7f]{1,200}$")


class BearerAuth(_Settings):
    """The secret is the token."""

    kind: Literal["bearer"]


class HeaderAuth(_Settings):
    """The secret is the whole value of the header `name`, such as x-api-key."""

    kind: Literal["header"]
    name: _HeaderName


class QueryAuth(_Settings):
    """The secret is the value of the query parameter `name`."""

    kind: Literal["query"]
    name: str = Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")


type Auth = Annotated[
    NoAuth | BasicAuth | BearerAuth | HeaderAuth | QueryAuth, Field(discriminator="kind")
]


class ValueEquals(_Settings):
    """What the pointer leads to is this very value: "1", 1 and true are three."""

    pointer: _Pointer
    equals: str | int | bool | None


class ValueLacks(_Settings):
    """`empty`: there is null, blank text, [] or {}, or nothing. `missing`: there is nothing."""

    pointer: _Pointer
    test: Literal["empty", "missing"]


type Condition = ValueEquals | ValueLacks
type Conditions = Annotated[tuple[Condition, ...], Field(max_length=20)]


class FieldPointers(_Settings):
    """Where in the answer, or in each owner of it, the parts of name and address are."""

    name: _Pointer | None = None
    first_name: _Pointer | None = None
    middle_name: _Pointer | None = None
    last_name: _Pointer | None = None
    company: _Pointer | None = None
    street: _Pointer
    house_number: _Pointer | None = None
    postcode: _Pointer
    city: _Pointer
    country: _Pointer | None = None

    @model_validator(mode="after")
    def names_somebody(self) -> Self:
        if not (self.name or self.last_name or self.company):
            raise ValueError("give name, last_name or company")
        if self.name and (self.first_name or self.middle_name or self.last_name):
            raise ValueError("give either name or its parts")
        return self


class FileSettings(_Settings):
    """The directory embedded in the product."""

    kind: Literal["file"]


class AskedSettings(_Settings):
    """Common to all directories asked over HTTP."""

    deadline_seconds: float = Field(default=1.5, ge=0.1, le=2.5)
    body_limit_bytes: int = Field(default=65_536, ge=1_024, le=1_048_576)


class HttpSettings(AskedSettings):
    """Any directory whose answers pointers can read. `hidden`, `not_found`: all must hold."""

    kind: Literal["http"]
    name: _Name
    url: _UrlTemplate
    headers: dict[_PlainHeaderName, _HeaderValue] = Field(default={}, max_length=20)
    auth: Auth = NoAuth()
    number_format: NumberFormat = NumberFormat.E164
    countries: tuple[_Country, ...] = Field(default=(), max_length=250)
    owners: _Pointer | None = None
    fields: FieldPointers
    default_country: _Country = "SE"
    hidden: Conditions = ()
    not_found: Conditions = ()
    not_found_statuses: tuple[_NotFoundStatus, ...] = ()

    @model_validator(mode="after")
    def national_numbers_are_of_one_country(self) -> Self:
        if self.number_format is NumberFormat.NATIONAL and len(self.countries) != 1:
            raise ValueError("number_format national needs countries to name the one country")
        return self


class NropSettings(AskedSettings):
    """NROP of Norway. The secret is the password that goes with `user`, the API key."""

    kind: Literal["nrop"]
    user: str = Field(pattern=r"^[^:\x00-\x1f\x7f]{1,200}$")
    url: _UrlTemplate = "https://api.nrop.no/nrop/{number}"
    not_found_statuses: tuple[_NotFoundStatus, ...] = ()


class TrestleSettings(AskedSettings):
    """Trestle Reverse Phone 3.2, for American numbers. The secret is the API key."""

    kind: Literal["trestle"]
    url: _PlainUrl = "https://api.trestleiq.com/3.2/phone"


type DirectorySettings = Annotated[
    FileSettings | HttpSettings | NropSettings | TrestleSettings, Field(discriminator="kind")
]

# Input is kept out of error texts: somebody will paste the secret into the wrong field.
_adapter: TypeAdapter[DirectorySettings] = TypeAdapter(
    DirectorySettings, config=ConfigDict(hide_input_in_errors=True)
)


def read_directory_settings(text: str) -> DirectorySettings:
    """Raises pydantic.ValidationError, which names the field and not its value."""
    return _adapter.validate_json(text)
