"""Processes that die right before or right after any of their deeds, as often as it takes."""

from dataclasses import dataclass, field, replace
from typing import Any, Literal, Never, cast

from agentline.billing_ports import LedgerUnavailableError
from agentline.services.billing_desk import BillingDesk

# What a process does to the world: what it writes, what it asks of the ledger, what it starts.
DEEDS = {
    "store",
    "store_basis",
    "take_in",
    "next_attempt",
    "find",
    "submit",
    "start_dispatch",
    "start_settling",
    "begin",
    "move_numbers",
    "free_numbers",
    "scrub",
    "finish",
}

type Moment = Literal["before", "after"]
type Victim = Literal["worker", "ledger"]


class KilledError(BaseException):
    """The process is gone: nothing in it catches this."""


@dataclass(frozen=True)
class Death:
    """At which deed of all, counted from 1, right before or right after it, and who dies.

    A ledger that dies does so in answering: its caller lives, and gets no answer.
    """

    deed: int
    moment: Moment
    victim: Victim = "worker"


@dataclass
class Fate:
    """Counts the deeds and lets die whom it must, each once."""

    deaths: set[Death] = field(default_factory=set)
    deeds: list[str] = field(default_factory=list)

    def before(self, deed: str) -> None:
        self.deeds.append(deed)
        self._meet("before")

    def after(self) -> None:
        self._meet("after")

    def die(self, death: Death) -> Never:
        if death.victim == "ledger":
            raise LedgerUnavailableError("the ledger broke off")
        raise KilledError(f"{death.moment} {self.deeds[-1]}")

    def _meet(self, moment: Moment) -> None:
        for death in self.deaths:
            if (death.deed, death.moment) == (len(self.deeds), moment):
                self.deaths.remove(death)
                self.die(death)


def mortal(desk: BillingDesk, fate: Fate) -> BillingDesk:
    """A desk whose deeds are counted by its fate."""
    return replace(
        desk,
        book=mortal_port(desk.book, fate),
        ledger=mortal_port(desk.ledger, fate),
        executions=mortal_port(desk.executions, fate),
    )


def mortal_port(real: object, fate: Fate) -> Any:
    return _MortalPort(real, fate)


class _MortalPort:
    def __init__(self, real: object, fate: Fate) -> None:
        self._real = real
        self._fate = fate

    def __getattr__(self, name: str) -> Any:
        act = getattr(self._real, name)
        if name not in DEEDS:
            return act

        def do(*arguments: object) -> object:
            self._fate.before(name)
            done = cast("object", act(*arguments))
            self._fate.after()
            return done

        return do
