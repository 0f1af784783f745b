"""The contact centre behind the flow: its instance, queues, opening hours and made-up agents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from uuid import NAMESPACE_URL, uuid5

from local.connect.errors import SimulatorError

# Made-up people. Two at least for each queue, so that a transferred caller meets somebody new.
AGENTS: Mapping[str, tuple[str, ...]] = {
    "tarot": ("reader.astrid", "reader.bertil", "reader.cecilia"),
    "support": ("support.david", "support.elsa"),
}


@dataclass(frozen=True, slots=True)
class Queue:
    """A standard queue as the instance names it."""

    name: str
    arn: str


@dataclass(frozen=True, slots=True)
class Agent:
    """Who answers."""

    username: str
    arn: str


@dataclass(frozen=True, slots=True)
class RoutingProfile:
    """What the agents are assigned to."""

    name: str
    arn: str


@dataclass(kw_only=True)
class ContactCentre:
    """An instance and what a flow can ask it.

    `queues`: queue name -> ARN. `is_open`: hours id or ARN -> whether open now. `full_queues`:
    names of queues that take nobody more.
    """

    instance_arn: str
    queues: Mapping[str, str]
    routing_profile: RoutingProfile
    is_open: Callable[[str], bool]
    agents: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: AGENTS)
    full_queues: frozenset[str] = frozenset()
    _answered: dict[str, int] = field(default_factory=dict, init=False)
    _turns: Lock = field(default_factory=Lock, init=False)

    @property
    def instance_id(self) -> str:
        """The last part of the ARN."""
        return self.instance_arn.rpartition("/")[2]

    @property
    def region(self) -> str:
        """The region in the ARN."""
        return self.instance_arn.split(":")[3]

    @property
    def account(self) -> str:
        """The twelve digits in the ARN."""
        return self.instance_arn.split(":")[4]

    def queue(self, arn: str) -> Queue | None:
        """The queue with this ARN, None if the instance has none such."""
        return next(
            (Queue(name, known) for name, known in self.queues.items() if known == arn), None
        )

    def next_agent(self, queue: Queue) -> Agent:
        """The agents of a queue take turns. Raises SimulatorError when nobody staffs it."""
        staff = self.agents.get(queue.name, ())
        if not staff:
            raise SimulatorError(f"no agent answers in queue {queue.name}")
        with self._turns:
            turn = self._answered.get(queue.name, 0)
            self._answered[queue.name] = turn + 1
        username = staff[turn % len(staff)]
        agent_id = uuid5(NAMESPACE_URL, f"{self.instance_arn}/{username}")
        return Agent(username, f"{self.instance_arn}/agent/{agent_id}")
