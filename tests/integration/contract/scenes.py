"""What an office must have in it so that an operation's documented example works.

The examples name customers, invoices and so on as the document does: 100001, 100001-0001. A scene
makes one of each that the operation needs, and tells which name stands for which.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from agentline.domain.staff import Role
from agentline.services.deliver_events import DeliveryDesk
from tests.fakes import FakeDirectory, FakeTelephony
from tests.integration.billing.house import House
from tests.integration.contract.documented import Documented
from tests.integration.office.conftest import FakeStream
from tests.reception import Answered, Reception

type Names = Mapping[str, str]

CUSTOMER, OTHER_CUSTOMER, INVOICE = "100001", "100002", "100001-0001"
TAG = '"3"'


@dataclass(frozen=True, kw_only=True)
class World:
    """An office with all that is behind it."""

    office: Reception
    house: House
    deliveries: DeliveryDesk
    stream: FakeStream
    telephony: FakeTelephony

    @property
    def directory(self) -> FakeDirectory:
        return cast("FakeDirectory", self.house.screening.directory)

    def do(self, method: str, path: str, body: object = None, **how: Any) -> Answered:
        """What belongs to the scene: it must succeed."""
        answered = self.office.ask(method, path, body, role=Role.ADMIN, **how)
        assert answered.status < 300, f"{method} {path}: {answered.text}"
        return answered

    def tag_of(self, path: str) -> str:
        return self.do("GET", path).tag


type Scene = Callable[[World], Names]
SCENES: dict[str, Scene] = {}


def scene[Made: Scene](*operations: str) -> Callable[[Made], Made]:
    """The decorated function sets the scene for these operations."""

    def register(made: Made) -> Made:
        assert not SCENES.keys() & set(operations)
        SCENES.update(dict.fromkeys(operations, made))
        return made

    return register


def scene_of(operation: Documented) -> Scene:
    """Raises KeyError for an operation that has none."""
    return SCENES[operation.id]
