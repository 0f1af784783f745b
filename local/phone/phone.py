"""The telephone of the stage: calls to make, the lines to ring, and who could ring them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Literal, Protocol
from uuid import uuid4

from agentline.adapters.dynamodb.catalogue_book import TableCatalogueBook
from agentline.adapters.phone_numbers import read_phone_number
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.service_line import LineEntry
from local.connect.call import Call
from local.connect.deployment import flow_of_stage
from local.demo.files import Demo
from local.phone import call as calls
from local.phone.call import FLOW, PhoneCall
from local.phone.drawing import Drawing, draw_flow
from local.phone.handset import KEYS, MOST_KEYS
from local.phone.log import Entry
from local.phone.suggestions import Suggestion, suggest
from local.phone.talk_clock import PACES
from local.tour.exchange import Exchange
from local.tour.stage import Stage

WITHHELD = "anonymous"
MOST_CALLS_AT_ONCE = 8
_MOST_CALLS_KEPT = 100
_CLOSING_SECONDS = 5.0


class CallMissingError(LookupError):
    """There is no such call, or it is long over."""


class FlowMissingError(LookupError):
    """There is no such flow."""


class PhoneInputError(ValueError):
    """What was dialled, pressed or chosen is nothing that there is. The message says what."""


class LinesBusyError(Exception):
    """As many calls as there may be go on already."""


class Directory(Protocol):
    """What the stage knows of lines and numbers."""

    def lines(self) -> Sequence[LineEntry]:
        """All service lines, closed ones too."""

    def customer_of_number(self, number: str) -> str | None:
        """The customer number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A suggestion, and whose number it is by now."""

    suggestion: Suggestion
    customer: str | None


class Phone:
    """Makes calls on one stage, each on a thread of its own. Safe to use from several threads."""

    def __init__(
        self,
        exchange: calls.Exchange,
        directory: Directory,
        flows: Mapping[str, str],
        suggestions: Sequence[Suggestion],
    ) -> None:
        self._exchange = exchange
        self._directory = directory
        self._drawings = {name: draw_flow(content) for name, content in flows.items()}
        self._suggestions = suggestions
        self._calls: dict[str, PhoneCall] = {}
        self._starting = Lock()

    def start(self, from_number: str | None, to_number: str) -> str:
        """Dial; the id of the call. `from_number` None is withheld; any spelling will do.

        Raises PhoneInputError and LinesBusyError.
        """
        called = Call(
            from_number=WITHHELD if from_number is None else _number(from_number),
            to_number=_number(to_number),
            no_answer=True,  # until somebody presses the button
        )
        with self._starting:
            going_on = [call for call in self._calls.values() if not call.log.is_closed]
            if len(going_on) >= MOST_CALLS_AT_ONCE:
                raise LinesBusyError(f"{MOST_CALLS_AT_ONCE} calls go on; hang one up first")
            self._forget_oldest()
            call_id = str(uuid4())
            self._calls[call_id] = call = PhoneCall(called, self._exchange)
        call.start()
        return call_id

    def events(self, call_id: str, after: int, wait_seconds: float = 0.0) -> "Heard":
        """What happened after the event numbered `after`, waiting for it if need be."""
        log = self._call(call_id).log
        entries = log.after(after, wait_seconds)
        return Heard(entries=entries, is_over=log.is_closed)

    def press(self, call_id: str, keys: str) -> None:
        """Raises PhoneInputError for what is on no telephone."""
        if not 0 < len(keys) <= MOST_KEYS or not set(keys) <= set(KEYS):
            raise PhoneInputError(f"only 0-9, * and # can be pressed, at most {MOST_KEYS} at once")
        self._call(call_id).press(keys)

    def answer(self, call_id: str) -> None:
        """An agent picks up."""
        self._call(call_id).answer()

    def hang_up(self, call_id: str, by: Literal["agent", "caller"]) -> None:
        """Nothing happens to a call that is over."""
        self._call(call_id).hang_up(by)

    def set_pace(self, call_id: str, pace: int) -> None:
        """Raises PhoneInputError for a pace that is none of PACES."""
        if pace not in PACES:
            raise PhoneInputError(f"the pace is one of {', '.join(map(str, PACES))}")
        self._call(call_id).set_pace(pace)

    def flow(self, name: str) -> Drawing:
        """Raises FlowMissingError."""
        if name not in self._drawings:
            raise FlowMissingError(f"there is no contact flow {name}")
        return self._drawings[name]

    def lines(self) -> Sequence[LineEntry]:
        """Those that can be rung."""
        return [entry for entry in self._directory.lines() if entry.closed_at is None]

    def suggestions(self) -> Sequence[Suggested]:
        """Who could ring."""
        return [
            Suggested(
                suggestion=suggestion,
                customer=suggestion.from_number
                and self._directory.customer_of_number(suggestion.from_number),
            )
            for suggestion in self._suggestions
        ]

    def close(self) -> None:
        """Hang up every call, and give each a moment to say what it cost."""
        for call in self._calls.values():
            call.hang_up("caller")
        for call in self._calls.values():
            call.wait_until_told(_CLOSING_SECONDS)

    def _call(self, call_id: str) -> PhoneCall:
        call = self._calls.get(call_id)
        if call is None:
            raise CallMissingError(f"there is no call {call_id[:40]}")
        return call

    def _forget_oldest(self) -> None:
        over = [call_id for call_id, call in self._calls.items() if call.log.is_closed]
        for call_id in over[: max(len(self._calls) - _MOST_CALLS_KEPT + 1, 0)]:
            del self._calls[call_id]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Events of a call. `is_over`: no others will come."""

    entries: Sequence[Entry]
    is_over: bool


class StageDirectory:
    """The `Directory` of the table that was chosen with `use_table`."""

    def __init__(self, exchange: Exchange) -> None:
        self._books = exchange.books
        self._catalogue = TableCatalogueBook()

    def lines(self) -> Sequence[LineEntry]:
        return self._catalogue.lines()

    def customer_of_number(self, number: str) -> str | None:
        return self._books.customer_of_number(number)


@contextmanager
def phone_of_stage(stage: Stage, demo: Demo) -> Iterator[Phone]:
    """A telephone on a stage that runs; its calls are over when the block is left.

    Opens the stage's store for this process. Raises NoEndpointError and SimulatorError.
    """
    exchange = Exchange(stage)
    content = flow_of_stage(
        assembly=stage.assembly,
        stage=stage.name,
        session=stage.session(),
        endpoint_url=stage.endpoint_url,
    )
    with exchange.reachable():
        phone = Phone(
            exchange,
            StageDirectory(exchange),
            {FLOW: content},
            suggest(demo, datetime.now(UTC)),
        )
        try:
            yield phone
        finally:
            phone.close()


def _number(text: str) -> PhoneNumber:
    number = read_phone_number(text)
    if number is None:
        raise PhoneInputError(f"{text[:40]!r} is no telephone number")
    return number
