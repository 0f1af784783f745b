"""What an invoice needs of a company's books in Tryton: journal, accounts, taxes, currency."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agentline.adapters.ledgers.tryton_rpc import TrytonRpc
from agentline.billing_ports import LedgerRejectedError
from agentline.domain.percent import Percent


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartNames:
    """What the operator named, where the books leave a choice: codes of journal and account, names
    of taxes by their rate ("25")."""

    journal: str | None
    revenue_account: str | None
    taxes: Mapping[str, str]


class TrytonChart:
    """Looks up ids. Raises LedgerRejectedError with what to name, or to add to the books."""

    def __init__(self, rpc: TrytonRpc, names: ChartNames) -> None:
        self._rpc = rpc
        self._names = names

    @property
    def company(self) -> int:
        company = self._rpc.read_context().get("company")
        if not isinstance(company, int):
            raise LedgerRejectedError("Tryton's user has no company to work for")
        return company

    def find_currency(self, code: str) -> int:
        return _only(
            self._rpc.search("currency.currency", [("code", "=", code)], ["code"]),
            f"a currency {code}",
        )

    def find_journal(self) -> int:
        """The one named, or the only one for revenue."""
        code = self._names.journal
        domain = [("code", "=", code)] if code else [("type", "=", "revenue")]
        return _only(
            self._rpc.search("account.journal", domain, ["code"], limit=2),
            f"a journal with the code {code}" if code else "one journal for revenue: name it",
        )

    def find_receivable_account(self) -> int:
        """The default of the company."""
        return self._find_default("default_account_receivable", "a default receivable account")

    def find_revenue_account(self) -> int:
        """The one named, or the default of the company."""
        code = self._names.revenue_account
        if not code:
            return self._find_default(
                "default_category_account_revenue", "a default revenue account: name one"
            )
        domain = [("code", "=", code), ("company", "=", self.company), ("closed", "!=", True)]
        return _only(
            self._rpc.search("account.account", domain, ["code"], limit=2),
            f"an account with the code {code}",
        )

    def find_taxes(self, rates: Iterable[Percent]) -> dict[Percent, int | None]:
        """The tax of each rate; None for a rate of 0 for which none is named."""
        return {rate: self._find_tax(rate) for rate in rates}

    def _find_tax(self, rate: Percent) -> int | None:
        name = self._names.taxes.get(f"{rate.value.normalize():f}")
        if name is None and not rate.value:
            return None
        domain: list[Any] = [
            ("company", "=", self.company),
            ("type", "=", "percentage"),
            ("rate", "=", rate.value / Decimal(100)),
            ("parent", "=", None),
            ["OR", ("group", "=", None), ("group.kind", "in", ["sale", "both"])],
        ]
        if name is not None:
            domain.append(("name", "=", name))
        return _only(
            self._rpc.search("account.tax", domain, ["name"], limit=2),
            f"one tax of {rate} for sales" + (f" named {name}" if name else ": name it"),
        )

    def _find_default(self, field: str, what: str) -> int:
        (configuration,) = self._rpc.search("account.configuration", [], [field], limit=1)
        account = configuration[field]
        if not isinstance(account, int):
            raise LedgerRejectedError(f"Tryton's books lack {what}")
        return account


def _only(found: Sequence[Mapping[str, Any]], what: str) -> int:
    if len(found) != 1:
        raise LedgerRejectedError(f"Tryton's books lack {what}")
    return int(found[0]["id"])
