"""A call told to a person: who rings whom, what the flow does, what is said, what it costs."""

from collections.abc import Iterable, Iterator, Mapping

import phonenumbers
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from agentline.domain.call import UnmatchedCaller, Verdict
from local.connect.transcript import (
    AgentConnected,
    BlockExecuted,
    EnteredQueue,
    HungUp,
    KeysPressed,
    Spoken,
    TranscriptEntry,
    Transferred,
)
from local.tour.credit_bar import credit_bar, credit_figures
from local.tour.exchange import CallReport
from local.tour.scene import OfficeScene, Scene

_INDENT = 2
_LABEL_WIDTH = 9
_ENDINGS: Mapping[str, str] = {
    "agent": "the agent hangs up",
    "caller": "the caller hangs up",
    "flow": "the flow hangs up",
    "api": "the call is cut off",
}


def show_scene(scene: Scene | OfficeScene, position: int, console: Console) -> None:
    console.print()
    console.print(Rule(Text(f"{position}. {scene.title}", style="bold"), align="left"))
    console.print(Text(scene.told))
    if isinstance(scene, Scene):
        show_call(scene.report, console)
    else:
        room = console.width - _INDENT - _LABEL_WIDTH - 2
        rows = [(label, Text(text)) for label, text in scene.rows]
        rows.append(("credit", credit_bar(scene.account, room)))
        rows.append(("", credit_figures(scene.account, room)))
        _show_rows(rows, console)
    for sentence in scene.checked:
        console.print(Padding(Text(f"✓ checked: {sentence}", style="green"), (0, 0, 0, _INDENT)))


def show_call(report: CallReport, console: Console) -> None:
    """Everything about one call."""
    room = console.width - _INDENT - _LABEL_WIDTH - 2
    _show_rows(_rows(report, room), console)


def _show_rows(rows: Iterable[tuple[str, Text]], console: Console) -> None:
    """Each a label, and a text that wraps beside it."""
    lines = Table.grid(padding=(0, 1), pad_edge=False)
    lines.add_column(width=_LABEL_WIDTH, style="dim", no_wrap=True)
    lines.add_column(overflow="fold", ratio=1)
    for label, text in rows:
        lines.add_row(label, text)
    console.print(Padding(lines, (0, 0, 0, _INDENT)))


def show_national(number: str | None) -> str:
    """070-174 06 05, as people write it."""
    if number is None or not number.startswith("+"):
        return "a withheld number"
    parsed = phonenumbers.parse(number)
    kind = phonenumbers.PhoneNumberFormat
    is_home = parsed.country_code == phonenumbers.country_code_for_region("SE")
    return phonenumbers.format_number(parsed, kind.NATIONAL if is_home else kind.INTERNATIONAL)


def speak_duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    parts = [f"{minutes} min"] if minutes else []
    return " ".join([*parts, f"{rest} s"] if rest or not minutes else parts)


def _rows(report: CallReport, room: int) -> Iterator[tuple[str, Text]]:
    yield "call", _who_rings(report)
    entries = report.played.transcript
    left_flow = next(
        (at for at, entry in enumerate(entries) if isinstance(entry, EnteredQueue | HungUp)),
        len(entries),
    )
    yield from _on_the_line(entries[:left_flow])
    yield from _decision(report)
    if report.during is not None and not report.during.held.is_zero:
        held = f" {report.during.held} is reserved"
        yield "held", Text.assemble(credit_bar(report.during, room - len(held)), held)
    yield from _on_the_line(entries[left_flow:])
    yield from _outcome(report)
    if report.after is not None:
        yield "credit", credit_bar(report.after, room)
        yield "", credit_figures(report.after, room)


def _decision(report: CallReport) -> Iterator[tuple[str, Text]]:
    if report.screened is None:
        yield "decision", Text("none: screening failed, see the log", style="red")
    elif report.screened.verdict is Verdict.ADMIT:
        yield "decision", Text("ADMIT", style="green")
    else:
        style = "yellow" if report.screened.verdict is Verdict.SERVICE else "red"
        yield "decision", Text(f"{report.screened.verdict}: {report.screened.reason}", style=style)
    yield from _who_pays(report)
    if report.unmatched is not None:
        yield "staff", Text(_left_to_staff(report.unmatched), style="yellow")


def _left_to_staff(caller: UnmatchedCaller) -> str:
    told = f"listed as unmatched: {caller.reason}"
    if caller.listing is not None:
        told += f"; the directory says: {caller.listing.value}"
    owner = caller.owner
    known = [part for part in (owner.name, owner.street, owner.city) if part] if owner else []
    return ", ".join([told, *known])


def _outcome(report: CallReport) -> Iterator[tuple[str, Text]]:
    for leg in report.rated:
        yield "charge", Text(str(leg.order.amount), style="bold")
        for sentence in leg.explanation:
            yield "", Text(sentence)
    if report.played.legs[0].talk_seconds and not report.rated:
        is_service = report.screened and report.screened.verdict is Verdict.SERVICE
        what = "customer service" if is_service else "the line"
        yield "charge", Text(f"nothing: {what} is free")
    if report.closed is not None:
        basis = report.closed
        told = (
            f"{basis.reference} closes to {basis.state}: {basis.count} orders, {basis.total}; "
            f"{basis.closed_because}"
        )
        yield "basis", Text(told, style="bold red")


def _who_rings(report: CallReport) -> Text:
    played = report.played
    name = f" ({report.line.name})" if report.line else ""
    return Text.assemble(
        (show_national(played.call.from_number), "bold"),
        " rings ",
        (show_national(played.call.to_number) + name, "bold"),
    )


def _who_pays(report: CallReport) -> Iterator[tuple[str, Text]]:
    if report.customer is None:
        return
    owner = report.customer.owner
    told = f"{report.customer.number} {owner.name}, {owner.street}, {owner.postcode} {owner.city}"
    if report.is_registration:
        told += "; registered by this call"
    elif report.is_link:
        told += "; this number was linked by this call"
    yield "customer", Text(told)


def _on_the_line(entries: Iterable[TranscriptEntry]) -> Iterator[tuple[str, Text]]:
    """Blocks that follow each other share a row."""
    blocks: list[str] = []
    for entry in entries:
        if isinstance(entry, BlockExecuted):
            blocks.append(entry.identifier + (f" [{entry.error}]" if entry.error else ""))
            continue
        if blocks:
            yield "flow", Text(" → ".join(blocks), style="dim")
            blocks = []
        yield _event(entry)
    if blocks:
        yield "flow", Text(" → ".join(blocks), style="dim")


def _event(entry: TranscriptEntry) -> tuple[str, Text]:
    match entry:
        case Spoken(text=text, language=language, voice=voice):
            return f"{language}", Text(f"{voice}: “{text}”", style="bold cyan")
        case KeysPressed(keys=keys):
            return "keys", Text(keys or "none in time")
        case EnteredQueue(queue_name=queue):
            return "queue", Text(f"waits in {queue}")
        case Transferred(queue_name=queue):
            return "transfer", Text(f"back to {queue}, for a colleague")
        case AgentConnected(username=agent, talk_seconds=seconds):
            return "talk", Text(f"{speak_duration(seconds)} with {agent}")
        case HungUp(by=by):
            return "end", Text(_ENDINGS[by])
        case BlockExecuted():
            return "flow", Text(entry.identifier)
