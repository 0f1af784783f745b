"""Sets up a company's books in an empty Tryton database; run by the ledger's own interpreter.

Reads one JSON object from standard input: configuration, database, user, password, year.
"""

import json
import sys
from datetime import date
from decimal import Decimal
from typing import Any

# Installed in the ledger's environment only, which is not ours.
from proteus import Model, config  # type: ignore[import-not-found]
from trytond.modules.account.tests.tools import (  # type: ignore[import-not-found]
    create_chart,
    create_fiscalyear,
    create_tax,
    get_accounts,
)
from trytond.modules.account_invoice.tests.tools import (  # type: ignore[import-not-found]
    set_fiscalyear_invoice_sequences,
)
from trytond.modules.company.tests.tools import (  # type: ignore[import-not-found]
    create_company,
    get_company,
)

# What the ledger's user must be allowed: to book invoices, and to enter customers.
GROUPS = ("Accounting", "Party Administration")


def main() -> None:
    wanted = json.load(sys.stdin)
    config.set_trytond(wanted["database"], config_file=wanted["configuration"])
    _set_up_company(wanted["year"])
    accounts = get_accounts(get_company())
    _add_taxes(accounts)
    _add_payment_method(accounts)
    _add_user(wanted["user"], wanted["password"])


def _set_up_company(year: int) -> None:
    krona = Model.get("currency.currency")(
        name="Swedish krona", code="SEK", symbol="kr", numeric_code="752", rounding=Decimal("0.01")
    )
    rate = krona.rates.new()
    rate.date, rate.rate = date(year, 1, 1), Decimal(1)
    krona.save()
    create_company(currency=krona)
    fiscal_year = create_fiscalyear(today=(date(year, 1, 1), date(year, 12, 31)))
    set_fiscalyear_invoice_sequences(fiscal_year).click("create_period")
    create_chart(get_company())


def _add_taxes(accounts: dict[str, Any]) -> None:
    for percent in (25, 12):
        tax = create_tax(Decimal(percent) / 100)
        tax.name = tax.description = f"Moms {percent} %"
        tax.invoice_account = tax.credit_note_account = accounts["tax"]
        tax.save()


def _add_payment_method(accounts: dict[str, Any]) -> None:
    (journal,) = Model.get("account.journal").find([("type", "=", "cash")])
    Model.get("account.invoice.payment.method")(
        name="Bankgiro",
        journal=journal,
        credit_account=accounts["cash"],
        debit_account=accounts["cash"],
    ).save()


def _add_user(name: str, password: str) -> None:
    user = Model.get("res.user")(name=name, login=name, password=password)
    groups = Model.get("res.group").find([("name", "in", GROUPS)])
    user.groups.extend(groups)
    company = get_company()
    user.companies.append(company)
    user.company = company
    user.save()


if __name__ == "__main__":
    main()
