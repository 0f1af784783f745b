"""`agentline call`: one call on a stage that runs."""

import json
import re
from dataclasses import dataclass

from rich.console import Console

from agentline.adapters.phone_numbers import read_phone_number
from agentline.domain.phone_number import is_withheld
from local.commands.durations import parse_duration
from local.commands.endpoints import find_stage
from local.commands.errors import WrongInputError
from local.commands.faults import stage_faults
from local.commands.progress import waiting
from local.connect.call import Call
from local.paths import StagePaths
from local.tour.as_json import call_as_json
from local.tour.exchange import Exchange
from local.tour.transcript import show_call

_WITHHELD = "anonymous"
_KEYS = re.compile(r"[0-9*#]{1,50}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRequest:
    """A call as it was typed."""

    from_number: str
    to_number: str
    keys: str
    talk: str
    no_answer: bool
    transfer_after: str | None
    until_cut: bool


def call(request: CallRequest, paths: StagePaths, console: Console, *, as_json: bool) -> None:
    """Ring, wait until the call is rated, and show it. Raises CommandError."""
    wanted = read_call(request)
    stage = find_stage(paths)
    with stage_faults(stage.log):
        exchange = Exchange(stage)
        with waiting("The call is played and rated", Console(stderr=True) if as_json else console):
            ring = exchange.ring_until_cut if request.until_cut else exchange.ring
            report = ring(wanted)
    if as_json:
        print(json.dumps(call_as_json(report), ensure_ascii=False))
    else:
        show_call(report, console)


def read_call(request: CallRequest) -> Call:
    """The call that is meant. Raises WrongInputError."""
    transfer = request.transfer_after
    if request.until_cut and (request.no_answer or transfer is not None):
        raise WrongInputError(
            "--until-cut: one agent has to answer, without --no-answer and --transfer-after"
        )
    try:
        return Call(
            from_number=_calling(request.from_number),
            to_number=_number(request.to_number, "--to"),
            keys=_keys(request.keys),
            talk_seconds=parse_duration(request.talk, "--talk"),
            no_answer=request.no_answer,
            transfer_after_seconds=(
                None if transfer is None else parse_duration(transfer, "--transfer-after")
            ),
        )
    except ValueError as error:
        raise WrongInputError(str(error)) from error


def _calling(text: str) -> str:
    return _WITHHELD if is_withheld(text) else _number(text, "--from")


def _number(text: str, option: str) -> str:
    number = read_phone_number(text)
    if number is None:
        raise WrongInputError(
            f"{option}: {text[:40]!r} is no telephone number, write it like 070-174 06 05"
        )
    return number


def _keys(text: str) -> tuple[str, ...]:
    keys = tuple(part.strip() for part in text.split(",")) if text else ()
    for pressed in keys:
        if not _KEYS.fullmatch(pressed):
            raise WrongInputError(f"--keys: {pressed[:40]!r} is not on a telephone: 0-9, * and #")
    return keys
