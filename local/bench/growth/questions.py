"""Every list, search and report of the staff API, asked for its first page with its usual limit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from agentline.domain.ocr import basis_ocr
from local.bench.growth.care import OFTEN_BLOCKED
from local.bench.growth.group import REGULAR, TODAY, groups, number_of
from local.bench.growth.happenings import ENDPOINT, PRICE_LISTED
from local.bench.growth.register import TAG
from local.bench.scene import LINE, PRICE_LIST

if TYPE_CHECKING:  # the command line has the layer only, not the functions
    from admin_api.operations import Operation

# One is meant to read all there is of a customer; members of staff are Cognito's, not the table's.
_LEFT_OUT = {"export_customer", "list_staff"}
# How it is told, and how much at once, not what is read.
_NO_FILTERS = {"limit", "cursor", "format", "language"}


class Growth(StrEnum):
    """What a question may cost more in a large operation than in a small one.

    FLAT: nothing. SIFTED, where little of what is looked at is wanted, and where something is
    counted: up to a bound on what is read for one page. ADDED_UP: what the report is of, and
    nothing else.
    """

    FLAT = "flat"
    SIFTED = "sifted"
    ADDED_UP = "added up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`path` is as the gateway gets it, `operation` what answers it."""

    operation: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    growth: Growth = Growth.FLAT

    @property
    def name(self) -> str:
        """As the table of findings has it."""
        asked = "&".join(f"{name}={value}" for name, value in self.query.items())
        return f"{self.operation} {asked}".rstrip()


def questions() -> list[Question]:
    [newest] = groups(1)
    customer = newest.customers[0]
    day = {"since": str(TODAY), "until": str(TODAY)}
    regular, line = f"/customers/{REGULAR}", {"line": str(LINE)}
    deliveries = f"/webhook-endpoints/{ENDPOINT}/deliveries"
    sifted = Growth.SIFTED

    def ask(
        operation: str, path: str, query: Mapping[str, str], growth: Growth = Growth.FLAT
    ) -> Question:
        return Question(operation=operation, path=path, query=query, growth=growth)

    def of_all(operation: str, path: str, *queries: Mapping[str, str]) -> list[Question]:
        return [ask(operation, path, query) for query in ({}, *queries)]

    searches = (
        "anna",
        "andersson",
        str(number_of(customer)),
        customer,
        f"{customer}-0006",
        basis_ocr(customer, 6),
        f"F{customer}-0006",
        f"anna.{customer}@example.com",
        "nobody is called so",
    )
    return [
        *of_all("list_customers", "/customers", {"tag": TAG}),
        *(ask("list_customers", "/customers", {"search": text}) for text in searches),
        *of_all("list_customer_numbers", f"{regular}/numbers"),
        *of_all("list_customer_blocks", f"{regular}/blocks"),
        *of_all("list_discounts", f"{regular}/discounts"),
        *of_all("list_notes", f"{regular}/notes"),
        *of_all("get_timeline", f"{regular}/timeline"),
        *of_all("list_credit_history", f"{regular}/credit/history"),
        *of_all("list_blocks", "/blocks"),
        *of_all("list_number_blocks", "/number-blocks"),
        *of_all("get_number_block", f"/number-blocks/{OFTEN_BLOCKED}"),
        *of_all("list_orders", "/orders", {"customer": REGULAR}, line, day),
        ask("list_orders", "/orders", {"basis": f"{customer}-0001"}),
        ask("list_orders", "/orders", {"line": "+46846500499"}, sifted),
        *of_all(
            "list_invoices",
            "/invoices",
            {"customer": REGULAR},
            *(
                {"state": state}
                for state in (
                    "draft",
                    "dispatching",
                    "dispatch_failed",
                    "due",
                    "overdue",
                    "credit_note",
                    "paid",
                    "credited",
                    "voided",
                )
            ),
        ),
        *of_all("list_payments", "/payments", {"customer": REGULAR}, day),
        *of_all("list_suspense", "/suspense"),
        *of_all("list_payment_tasks", "/payment-tasks"),
        *of_all(
            "list_calls",
            "/calls",
            {"customer": REGULAR},
            {"number": str(number_of(REGULAR))},
            line,
            day,
            {"verdict": "REFUSE"},
        ),
        ask("list_calls", "/calls", {"verdict": "SERVICE"}, sifted),
        *of_all("list_live_calls", "/calls/live"),
        *of_all("list_unmatched", "/unmatched"),
        *of_all("list_quarantine", "/quarantine", day),
        *of_all("list_address_findings", "/address-findings"),
        *of_all(
            "list_audit_entries",
            "/audit",
            {"customer": REGULAR},
            {"who": "anna@example.com"},
            {"what": PRICE_LISTED},
            day,
        ),
        ask("list_audit_entries", "/audit", {"who": "nobody@example.com"}, sifted),
        *of_all(
            "list_deliveries",
            deliveries,
            day,
            {"state": "delivered"},
        ),
        ask("list_deliveries", deliveries, {"state": "failed"}, sifted),
        *of_all("list_webhook_endpoints", "/webhook-endpoints"),
        *of_all("list_articles", "/articles"),
        *of_all("list_price_lists", "/price-lists"),
        *of_all("list_price_list_versions", f"/price-lists/{PRICE_LIST.name}/versions"),
        *of_all("list_service_lines", "/service-lines"),
        *of_all("list_spoken_texts", "/spoken-texts"),
        *(ask("report_revenue", "/reports/revenue", {"by": by, **day}) for by in ("day", "line")),
        ask("report_calls", "/reports/calls", day),
        ask("report_refusals", "/reports/refusals", day),
        ask("report_ageing", "/reports/ageing", {}, Growth.ADDED_UP),
        ask("report_today", "/reports/today", {}, Growth.ADDED_UP),
    ]


def unasked(operations: "Iterable[Operation]") -> list[str]:
    """Lists, searches and reports, and filters of them, that no question is about."""
    asked: dict[str, set[str]] = {}
    for question in questions():
        asked.setdefault(question.operation, set()).update(question.query)
    missing = []
    for operation in operations:
        if not _is_list(operation):
            continue
        if operation.id not in asked:
            missing.append(operation.id)
        filters = operation.parameters - _NO_FILTERS - asked.get(operation.id, set())
        missing += [f"{operation.id}?{name}=" for name in sorted(filters)]
    return missing


def _is_list(operation: "Operation") -> bool:
    has_name = operation.id.startswith(("list_", "report_"))
    is_one = has_name or "cursor" in operation.parameters
    return operation.method == "GET" and is_one and operation.id not in _LEFT_OUT
