"""The documented examples, played in their scenes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from agentline.domain.staff import Role
from tests.integration.contract import (
    scenes_of_customers,
    scenes_of_money,
    scenes_of_the_line,
)
from tests.integration.contract.documented import Documented, example_of
from tests.integration.contract.scenes import SCENES, Names, World
from tests.reception import Answered

assert scenes_of_customers, scenes_of_money
assert scenes_of_the_line


@dataclass(frozen=True, kw_only=True)
class Played:
    """An operation with what it was sent and what it answered."""

    operation: Documented
    answered: Answered

    def find_wrong(self) -> str | None:
        """What is not as documented; None if it answered its success and all is."""
        status, media = self.answered.status, self.answered.headers["Content-Type"]
        success = min(self.operation.statuses)
        if status != success:
            return f"answered {status}, not {success}: {self.answered.text}"
        return self.operation.find_wrong(status, media.partition(";")[0], self.answered.text)


def play(operation: Documented, world: World) -> Iterator[Played]:
    """As it is documented; and then once for each optional parameter with an example."""
    yield _play(operation, {}, world)
    for parameter in operation.parameters("query"):
        example = example_of(parameter)
        if example is not None and not parameter.get("required"):
            yield _play(operation, {parameter["name"]: example}, world)


def meant(example: Any, names: Names) -> Any:
    """The example with the names of the scene in the place of the document's."""
    if isinstance(example, dict):
        return {name: meant(value, names) for name, value in example.items()}
    if isinstance(example, list):
        return [meant(value, names) for value in example]
    return names.get(example, example) if isinstance(example, str) else example


def _play(operation: Documented, query: Mapping[str, Any], world: World) -> Played:
    names = SCENES[operation.id](world)
    path = operation.path
    for parameter in operation.parameters("path"):
        value = meant(example_of(parameter), names)
        path = path.replace(f"{{{parameter['name']}}}", quote(value, safe=""))
    needed = {
        each["name"]: example_of(each)
        for each in operation.parameters("query")
        if each.get("required")
    }
    headers = {
        each["name"]: meant(each["example"], names)
        for each in operation.parameters("header")
        if each["name"] == "If-Match"
    }
    answered = world.office.ask(
        operation.method,
        path,
        meant(operation.body, names),
        role=Role.ADMIN,
        query={name: str(meant(value, names)) for name, value in {**needed, **query}.items()},
        headers=headers,
    )
    return Played(operation=operation, answered=answered)
