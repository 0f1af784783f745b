"""docs/openapi.json as a client reads it: what each operation is sent and answers, by example."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from openapi_schema_validator import OAS31Validator

from infra.assets import ROOT

type Json = Mapping[str, Any]
_METHODS = {"get", "post", "put", "patch", "delete"}
_JSON = "application/json"


@cache
def document() -> Json:
    loaded: Json = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
    return loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Documented:
    """One operation. `told` is what the document says of it."""

    id: str
    method: str
    path: str
    told: Json

    @property
    def tag(self) -> str:
        [tag] = self.told["tags"]
        return str(tag)

    @property
    def body(self) -> Any:
        """The example of the body; None for an operation without."""
        if "requestBody" not in self.told:
            return None
        return self.told["requestBody"]["content"][_JSON]["example"]

    @property
    def has_body(self) -> bool:
        return "requestBody" in self.told

    def parameters(self, place: str) -> list[Json]:
        return [each for each in self.told.get("parameters", ()) if each["in"] == place]

    @property
    def takes_version(self) -> bool:
        return any(each["name"] == "If-Match" for each in self.parameters("header"))

    @property
    def statuses(self) -> set[int]:
        return {int(status) for status in self.told["responses"]}

    def media_of(self, status: int) -> Json:
        """What can be answered with a status: schemas by media type."""
        answer = self.told["responses"][str(status)]
        if "$ref" in answer:
            answer = document()["components"]["responses"][answer["$ref"].rpartition("/")[2]]
        media: Json = answer["content"]
        return media

    def find_wrong(self, status: int, media: str, text: str) -> str | None:
        """What of an answer is not as the document says; None if all is."""
        if status not in self.statuses:
            return f"{status} is not documented"
        told = self.media_of(status)
        if media not in told:
            return f"{media} is not documented for {status}"
        if not media.endswith("json"):
            return None
        schema = {**told[media]["schema"], "components": document()["components"]}
        errors = [error.message for error in OAS31Validator(schema).iter_errors(json.loads(text))]
        return errors[0] if errors else None


@cache
def documented() -> tuple[Documented, ...]:
    return tuple(_all())


def example_of(parameter: Json) -> Any:
    """The first one there is; None without."""
    schema = parameter["schema"]
    choices = [schema, *schema.get("anyOf", ())]
    examples = [parameter.get("example"), *parameter.get("examples", ())]
    for choice in choices:
        examples += choice.get("examples", ())
        named = choice.get("$ref", "").rpartition("/")[2]
        examples += document()["components"]["schemas"].get(named, {}).get("enum", ())[:1]
    examples.append(schema.get("default"))
    return next((example for example in examples if example is not None), None)


def _all() -> Iterator[Documented]:
    for path, methods in document()["paths"].items():
        for method in _METHODS & methods.keys():
            told = methods[method]
            yield Documented(id=told["operationId"], method=method.upper(), path=path, told=told)
