"""A file of customers, registered line by line over the staff API."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any

from rich.console import Console

from agentline.adapters.csv_table import CsvTableError
from local.commands.api_session import (
    ApiSession,
    api_session,
    is_replayed,
    words_of_fields,
)
from local.commands.errors import CommandError, WrongInputError
from local.commands.progress import counting
from local.commands.side_by_side import side_by_side
from local.imports.customer_lines import CustomerLine, read_customer_lines
from local.imports.given_file import read_bytes, read_text
from local.paths import StagePaths
from local.staff_api import Answer

LARGEST_BYTES = 5_000_000
# First answers are repeated, and say so, for a week.
_ONE_DAY = timedelta(days=1)


class Outcome(StrEnum):
    """What came of a line or, in a dry run, would come of it."""

    NEW = "new"
    REGISTERED = "registered"
    KNOWN = "known"
    REFUSED = "refused"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineResult:
    """`customer` is the number of who was registered, or is there already."""

    line: CustomerLine
    outcome: Outcome
    customer: str | None = None
    words: str = ""

    @property
    def is_problem(self) -> bool:
        return self.outcome in {Outcome.REFUSED, Outcome.WRONG}


def import_customers(
    file: Path, why: str, paths: StagePaths, meanwhile: Console, *, is_dry_run: bool
) -> Sequence[LineResult]:
    """What came of each line. A run that breaks off is run again. Raises CommandError."""
    content = read_bytes(file, LARGEST_BYTES)
    try:
        lines = read_customer_lines(read_text(file, content))
    except CsvTableError as error:
        raise WrongInputError(f"{file.name}: {error}") from error
    registrar = _Registrar(why=why, digest=sha256(content).hexdigest(), is_dry_run=is_dry_run)
    results: list[LineResult] = []
    try:
        with api_session(paths) as session, counting("Lines", len(lines), meanwhile) as tell:
            for result in side_by_side(lambda line: registrar.see_to(line, session), lines):
                results.append(result)
                tell()
    except CommandError as error:
        if is_dry_run or not results:
            raise
        done = f"{len(results)} of {len(lines)} lines are done, run it again for the others"
        raise CommandError(f"{error}: {done}") from error
    return results


@dataclass(frozen=True, slots=True, kw_only=True)
class _Registrar:
    """Each line is a deed of its own for good, named by the file, the line and what it asks for."""

    why: str
    digest: str
    is_dry_run: bool

    def see_to(self, line: CustomerLine, session: ApiSession) -> LineResult:
        """Raises CommandError for what is no matter of the line."""
        if line.asked is None:
            return LineResult(line=line, outcome=Outcome.WRONG, words=line.problem or "")
        foreseen = session.try_to("POST", "/customers/preview", line.asked)
        if not foreseen.is_success:
            return _refused(line, foreseen)
        customer, hindrances = foreseen.json["customer"], foreseen.json["hindrances"]
        if customer:
            words = f"is customer {customer} already"
            return LineResult(line=line, outcome=Outcome.KNOWN, customer=customer, words=words)
        if hindrances:
            return LineResult(line=line, outcome=Outcome.REFUSED, words="; ".join(hindrances))
        if self.is_dry_run:
            return LineResult(line=line, outcome=Outcome.NEW, words=_terms(foreseen.json))
        return self._register(line, session)

    def _register(self, line: CustomerLine, session: ApiSession) -> LineResult:
        body = {**(line.asked or {}), "reason": self.why}
        named = json.dumps([self.digest, line.line, body], sort_keys=True)
        answer = session.do_once("/customers", body, sha256(named.encode()).hexdigest())
        if not answer.is_success:
            return _refused(line, answer)
        customer = answer.json["number"]
        if _is_of_an_earlier_run(answer):
            words = f"was registered of this line before, as customer {customer}"
            return LineResult(line=line, outcome=Outcome.KNOWN, customer=customer, words=words)
        return LineResult(line=line, outcome=Outcome.REGISTERED, customer=customer)


def _refused(line: CustomerLine, answer: Answer) -> LineResult:
    """422 is of how the line is written; all else of what is there already."""
    is_wrong = answer.status == HTTPStatus.UNPROCESSABLE_ENTITY
    outcome = Outcome.WRONG if is_wrong else Outcome.REFUSED
    return LineResult(line=line, outcome=outcome, words=words_of_fields(answer))


def _terms(foreseen: Mapping[str, Any]) -> str:
    limit = foreseen["opening_limit"]
    numbers = ", ".join(foreseen["numbers"]) or "no number"
    terms = f"price list {foreseen['price_list']}, limit {limit['amount']} {limit['currency']}"
    return f"{numbers}, {terms}"


def _is_of_an_earlier_run(answer: Answer) -> bool:
    registered_at = datetime.fromisoformat(answer.json["registered_at"])
    return is_replayed(answer) or datetime.now(UTC) - registered_at > _ONE_DAY
