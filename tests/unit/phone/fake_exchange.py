"""An exchange without a stage: the product's flow, and answers of our own."""

from datetime import UTC, datetime
from typing import Any

from agentline.domain.call import ScreenedCall, Step, Verdict
from agentline.domain.catalogue import Language
from agentline.domain.hold import Hold, Leg
from agentline.domain.money import sek
from agentline.domain.phone_number import phone_number
from agentline.domain.service_line import LineEntry
from local.connect.call import Call, PlayedCall
from local.connect.live_call import LiveCall, LiveContacts
from local.connect.telephone import Telephone
from local.demo.files import load_demo
from local.phone.call import FLOW
from local.phone.phone import Phone
from local.phone.suggestions import suggest
from local.tour.exchange import Caller, CallReport, RatingOverdueError
from tests import examples
from tests.examples import FREE_LINE, NOON
from tests.infrastructure.flow_changes import INBOUND_FLOW
from tests.unit.connect.made_up import (
    ADMITTED,
    CALLER,
    TAROT_LINE,
    FakeScreening,
    KeptReports,
    simulator,
)


def now() -> datetime:
    return datetime.now(UTC)


class FakeBooks:
    """Says one thing of every call. `paid_seconds` None: nothing is held."""

    def __init__(self, verdict: Verdict, paid_seconds: int | None, reports: KeptReports) -> None:
        self._verdict = verdict
        self.paid_seconds = paid_seconds
        self._reports = reports

    def screened_call(self, call: str) -> ScreenedCall | None:
        return ScreenedCall(
            call=call,
            step=Step.NUMBER,
            decided_at=now(),
            a_number=phone_number(CALLER),
            b_number=TAROT_LINE,
            verdict=self._verdict,
            reason="none" if self._verdict is Verdict.ADMIT else "invoice_unpaid",
            language=Language.SWEDISH,
            message="...",
        )

    def hold_of(self, call: str) -> Hold | None:
        """As the guard knows it, who hears of answers at once."""
        if self.paid_seconds is None:
            return None
        answers = self.answers
        legs = {call: Leg(began_at=answers[-1])} if answers else {}
        return Hold(amount=sek(100_000), talk_seconds=self.paid_seconds, placed_at=now(), legs=legs)

    @property
    def answers(self) -> list[datetime]:
        """When the talk began, each time it was told."""
        return [
            datetime.fromisoformat(str(event["time"]))
            for event in self._reports.events
            if event["detail"]["eventType"] == "CONNECTED_TO_AGENT"
        ]


class FakeExchange:
    """Screening gives `answers` in turn, the last for ever."""

    def __init__(
        self,
        *answers: object,
        verdict: Verdict = Verdict.ADMIT,
        paid_seconds: int | None = None,
        is_rated: bool = True,
        **centre: Any,
    ) -> None:
        self.reports = KeptReports()
        self.live = LiveContacts()
        self.books = FakeBooks(verdict, paid_seconds, self.reports)
        self.played: list[PlayedCall] = []
        self.callers: list[Caller] = []
        self._is_rated = is_rated
        self._simulator = simulator(
            FakeScreening(*(answers or (ADMITTED,))),
            now=now,
            reports=self.reports,
            live=self.live,
            **centre,
        )

    def note_caller(self, number: str | None) -> Caller:
        return Caller(number=number, account=None, rang_at=now())

    def begin(self, call: Call, telephone: Telephone) -> LiveCall:
        return self._simulator.begin(call, telephone)

    def report(self, played: PlayedCall, caller: Caller) -> CallReport:
        self.callers.append(caller)
        self.played.append(played)
        if not self._is_rated:
            raise RatingOverdueError("not rated within 30 s")
        nothing: dict[str, Any] = dict.fromkeys(
            ["line", "screened", "customer", "before", "during", "after", "closed", "unmatched"]
        )
        return CallReport(played=played, rated=(), is_registration=False, is_link=False, **nothing)


class FakeDirectory:
    def lines(self) -> list[LineEntry]:
        return [
            LineEntry(line=examples.TAROT_LINE, version=1),
            LineEntry(line=FREE_LINE, version=2, closed_at=NOON),
        ]

    def customer_of_number(self, number: str) -> str | None:
        return "100001" if number == "+46701740605" else None


def phone_on(exchange: FakeExchange) -> Phone:
    """A telephone with the product's flow and the demo's people. Close it."""
    flows = {FLOW: INBOUND_FLOW.read_text(encoding="utf-8")}
    return Phone(exchange, FakeDirectory(), flows, suggest(load_demo(), NOON))
