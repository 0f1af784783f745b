"""What was found, as a table and as JSON."""

import json
from dataclasses import replace
from io import StringIO

from rich.console import Console

from agentline.domain.books import Damage, Orphan, OrphanKind, Overrun, Violation
from agentline.services.reconcile import Findings, LookedAt
from local.findings import findings_as_json, show_findings

LOOKED_AT = LookedAt(customers=1, calls=1_200, orders=7, bases=2, audit_entries=9)
OVERRUN = Overrun(
    customer="100001", call="call-1", detail="805.00 SEK was charged, 765.00 SEK was held"
)
SOUND = Findings(overruns=[OVERRUN], looked_at=LOOKED_AT)
AMISS = replace(
    SOUND,
    violations=[
        Violation(invariant="I2", customer="100002", subject="account", detail="[red] is unpaid")
    ],
    orphans=[
        Orphan(
            kind=OrphanKind.HOLD_EXPIRED, customer="100003", subject="call-2", detail="not released"
        )
    ],
    damage=[Damage(customer=None, subject="NUM#x NUM", detail="cannot be read")],
)


def shown(findings: Findings) -> list[str]:
    out = StringIO()
    show_findings(findings, Console(file=out, width=100))
    return [" ".join(line.split()) for line in out.getvalue().splitlines()]


def test_nothing_found_is_said_in_two_lines() -> None:
    assert shown(replace(SOUND, overruns=[])) == [
        "Looked at 1 customer, 1,200 calls, 7 orders, 2 closed bases, 0 payments, 9 audit entries.",
        "✓ nothing amiss",
    ]


def test_overruns_are_listed_and_nothing_is_amiss() -> None:
    _, row, _, verdict = shown(SOUND)
    assert row == "overrun 100001 call-1 805.00 SEK was charged, 765.00 SEK was held"
    assert verdict == "✓ nothing amiss"


def test_everything_amiss_is_a_row_of_the_table() -> None:
    heading, *rows, counts, verdict = shown(AMISS)
    assert heading == "found customer subject how"
    assert rows == [
        "I2 100002 account [red] is unpaid",
        "damage NUM#x NUM cannot be read",
        "hold expired 100003 call-2 not released",
        "overrun 100001 call-1 805.00 SEK was charged, 765.00 SEK was held",
    ]
    assert counts.startswith("Looked at")
    assert verdict == "✗ 3 things amiss"


def test_json_says_whether_the_books_are_sound_and_all_that_was_found() -> None:
    told = json.loads(json.dumps(findings_as_json(AMISS)))
    assert told["sound"] is False
    assert findings_as_json(SOUND)["sound"] is True
    assert told["looked_at"]["orders"] == 7
    assert told["violations"] == [
        {
            "invariant": "I2",
            "customer": "100002",
            "subject": "account",
            "detail": "[red] is unpaid",
        }
    ]
    assert told["orphans"][0]["kind"] == "hold_expired"
    assert told["damage"][0]["customer"] is None
    assert told["overruns"][0]["call"] == "call-1"
