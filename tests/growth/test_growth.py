"""No list of the staff API costs more because there is more of everything.

`agentline bench growth` asks the same among 20,000 customers with 200,000 orders, and exits 1 if a
list reads more there; that takes minutes, and is in docs/performance.md.
"""

import pytest

from local.bench.growth.command import judge_growth, measure_growth
from local.bench.growth.questions import questions

A_MONTH = 34
"""Days of growth: 2,041 customers with 20,000 orders, beside 61 with 600."""


@pytest.mark.timeout(600)
def test_no_list_reads_more_among_2_000_customers_with_20_000_orders() -> None:
    findings = judge_growth(measure_growth(A_MONTH))
    assert [finding.subject for finding in findings if not finding.is_kept] == []
    assert len(findings) == len(questions())
