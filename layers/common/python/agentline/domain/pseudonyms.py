"""Values without the person in them: what stays of an erased customer's rows.

What may stay is named; whatever is not known to be harmless goes.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from agentline.domain.audit import SYSTEM, AuditEntry
from agentline.domain.basis import Basis
from agentline.domain.basis_edit import Edit, LineText
from agentline.domain.erasure import CUSTOMER_ERASED, ERASED, ERASURE_BEGUN
from agentline.domain.payment import Payment

_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
_AMOUNT = re.compile(r"-?[0-9]+\.[0-9]{2}")
_PLAIN_NAME = re.compile(r"[a-z_]+")
_PLACE = re.compile(r"basis [0-9]+|prepaid|amount")
# Of before and after in audit entries: what was done with money and invoices, and how.
_HARMLESS = frozenset(
    {
        "blocks",
        "credited",
        "customer",
        "due",
        "due_days",
        "invoice_number",
        "limit",
        "limit_cap",
        "limit_days",
        "limit_step",
        "merged_into",
        "ocr",
        "orders",
        "payable",
        "reference",
        "state",
        "status",
        "to",
        "total",
        "unbilled",
    }
)
_OWN_ENTRIES = frozenset({ERASURE_BEGUN, CUSTOMER_ERASED})
# Their subjects are keys of payments, which stay.
_OF_PAYMENTS = ("payment_", "prepaid_")


def scrub_entry(entry: AuditEntry, pseudonym: str) -> AuditEntry:
    """Who did what and when; the reasons of people, and what names somebody, are gone.

    A subject that is a number or an address becomes the pseudonym.
    """
    if entry.what in _OWN_ENTRIES:
        return entry
    names_somebody = _NUMBER.search(entry.subject) or "@" in entry.subject
    is_kept = not names_somebody or entry.what.startswith(_OF_PAYMENTS)
    return replace(
        entry,
        subject=entry.subject if is_kept else pseudonym,
        before=_scrub(entry.before),
        after=_scrub(entry.after),
        why=_NUMBER.sub(ERASED, entry.why) if entry.who == SYSTEM else ERASED,
    )


def scrub_basis(basis: Basis) -> Basis:
    """Without what staff wrote about it; its lines come to what they did."""
    why = basis.closed_because if basis.is_closed_by_limit else ERASED
    return replace(
        basis,
        closed_because=why,
        edits=tuple(map(_scrub_edit, basis.edits)),
        trouble=ERASED if basis.trouble else None,
    )


def scrub_payment(payment: Payment) -> Payment:
    """Without what the payer wrote."""
    because = payment.suspended_because
    return replace(
        payment,
        text=ERASED if payment.text else "",
        named=ERASED if payment.named else "",
        suspended_because=because.with_every_param(ERASED) if because else None,
    )


def _scrub_edit(edit: Edit) -> Edit:
    rule = edit.rule
    if isinstance(rule, LineText):
        rule = replace(rule, text=ERASED)
    return replace(edit, rule=rule, why=ERASED)


def _scrub(told: Mapping[str, str]) -> dict[str, str]:
    """Names too: some are numbers."""
    return dict(_scrub_pair(name, value) for name, value in told.items())


def _scrub_pair(name: str, value: str) -> tuple[str, str]:
    if name in _HARMLESS or (_AMOUNT.fullmatch(value) and _PLACE.fullmatch(name)):
        return name, value
    return (name if _PLAIN_NAME.fullmatch(name) else ERASED), ERASED
