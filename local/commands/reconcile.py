"""`agentline reconcile`: whether all that a running stage keeps agrees (design.md 3)."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

from rich.console import Console

from agentline.adapters.dynamodb.books import read_books
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.billing_ports import Ledger
from agentline.services.reconcile import Findings
from agentline.services.reconcile import look_twice as look_again
from agentline.services.reconcile import reconcile as compare
from local.commands.billing_desk import at_desk
from local.commands.progress import waiting
from local.findings import findings_as_json, show_findings
from local.paths import StagePaths


def reconcile(paths: StagePaths, console: Console, *, as_json: bool) -> int:
    """Compare the books and show what is amiss, or print it as one JSON document.

    The exit code: 1 on any violation, orphan or row that cannot be read, or if the ledger was not
    asked to the end, else 0. Calls that cost more than was held for them are listed only. Raises
    CommandError.
    """
    with at_desk(paths) as desk:
        meanwhile = Console(stderr=True) if as_json else console
        with waiting("The books are read and compared", meanwhile) as report:
            findings = look_twice(lambda count: report(f"{count:,} rows"), desk.ledger_to_ask)
    if as_json:
        print(json.dumps(findings_as_json(findings), ensure_ascii=False))
    else:
        show_findings(findings, console)
    return 0 if findings.is_sound and findings.ledger_silent_because is None else 1


def look_twice(progress: Callable[[int], None], ledger: Ledger | None = None) -> Findings:
    """What is amiss in the table that was chosen with `use_table`, at a second look too.

    Calls go on meanwhile, and one look may see a decision by halves. The `ledger` is asked whether
    it knows what is unpaid.
    """
    return look_again(lambda: _look(progress, ledger))


def _look(progress: Callable[[int], None], ledger: Ledger | None) -> Findings:
    return compare(read_books(progress), TableCatalogue(), datetime.now(UTC), ledger)
