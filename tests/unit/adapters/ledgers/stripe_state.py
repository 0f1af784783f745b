"""What Stripe keeps, and the states it lets things be in."""

import json
import re
from dataclasses import dataclass, field
from itertools import count
from typing import Any

MOST_LINES = 250

type Json = dict[str, Any]
type Form = dict[str, Any]


class RefusedError(Exception):
    def __init__(self, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.status = status


@dataclass
class Invoice:
    id: str
    form: Form
    status: str = "draft"
    lines: list[Json] = field(default_factory=list)
    number: str | None = None
    frozen_balance: int | None = None
    paid: int = 0
    credited: int = 0

    @property
    def total(self) -> int:
        return sum(line["amount"] for line in self.lines)


class StripeState:
    """`is_search_behind` hides customers from the search, `is_balance_stolen` lets another invoice
    take the customer's balance just before; `now` is by Stripe's clock."""

    def __init__(self) -> None:
        self.customers: dict[str, Json] = {}
        self.invoices: dict[str, Invoice] = {}
        self.tax_rates: list[Json] = []
        self.credit_notes: list[Json] = []
        self.sent: list[str] = []
        self.is_search_behind = False
        self.is_balance_stolen = False
        self.now = 1_772_000_000
        self.page = 100
        self._ids = count(1)

    def shown(self, invoice: Invoice) -> Json:
        balance = invoice.frozen_balance
        if balance is None:
            balance = self.customers[invoice.form["customer"]]["balance"]
        due = max(0, invoice.total + balance - invoice.credited)
        return {
            "id": invoice.id,
            "object": "invoice",
            "customer": invoice.form["customer"],
            "currency": invoice.form["currency"],
            "status": invoice.status,
            "number": invoice.number,
            "due_date": int(invoice.form["due_date"]),
            "total": invoice.total,
            "starting_balance": balance,
            "amount_due": due,
            "amount_paid": invoice.paid,
            "amount_remaining": due - invoice.paid,
            "metadata": invoice.form.get("metadata", {}),
        }

    def create_customer(self, form: Form) -> Json:
        customer = {
            "id": f"cus_{next(self._ids)}",
            "object": "customer",
            "created": self.now,
            "email": None,
            "balance": 0,
            "metadata": {},
            **form,
        }
        self.customers[customer["id"]] = customer
        return customer

    def modify_customer(self, form: Form, customer: str) -> Json:
        self.retrieve_customer({}, customer).update(form)
        return self.customers[customer]

    def retrieve_customer(self, _form: Form, customer: str) -> Json:
        if customer not in self.customers:
            raise RefusedError(f"No such customer: '{customer}'", 404)
        return self.customers[customer]

    def search_customers(self, form: Form) -> Json:
        match = re.fullmatch(r"metadata\['(\w+)'\]:'(\w+)'", form["query"])
        if not match:
            raise RefusedError("We were unable to parse your search query")
        found = [
            customer
            for customer in self.customers.values()
            if customer["metadata"].get(match[1]) == match[2] and not self.is_search_behind
        ]
        return {"object": "search_result", "data": found, "has_more": False}

    def add_to_balance(self, form: Form, customer: str) -> Json:
        self.retrieve_customer({}, customer)["balance"] += int(form["amount"])
        return {"id": f"cbtxn_{next(self._ids)}", "object": "customer_balance_transaction"}

    def create_invoice(self, form: Form) -> Json:
        self.retrieve_customer({}, form["customer"])
        if int(form["due_date"]) <= self.now:
            raise RefusedError("`due_date` must be in the future")
        invoice = Invoice(id=f"in_{next(self._ids)}", form=form)
        self.invoices[invoice.id] = invoice
        return self.shown(invoice)

    def list_invoices(self, form: Form) -> Json:
        found = [
            self.shown(invoice)
            for invoice in reversed(self.invoices.values())
            if invoice.form["customer"] == form["customer"]
        ]
        return self._listed(found, form)

    def retrieve_invoice(self, _form: Form, invoice: str) -> Json:
        return self.shown(self._of_status(invoice))

    def modify_invoice(self, form: Form, invoice: str) -> Json:
        made = self._of_status(invoice)
        if made.status != "draft" and form.keys() - {"metadata"}:
            raise RefusedError("Finalized invoices can't be updated in this way")
        made.form.setdefault("metadata", {}).update(form.pop("metadata", {}))
        made.form.update(form)
        return self.shown(made)

    def list_lines(self, form: Form, invoice: str) -> Json:
        return self._listed(self._of_status(invoice).lines, form)

    def add_lines(self, form: Form, invoice: str) -> Json:
        made = self._of_status(invoice, "draft")
        if len(made.lines) + len(form["lines"]) > MOST_LINES:
            raise RefusedError(f"You can have at most {MOST_LINES} items on an invoice")
        known = {rate["id"] for rate in self.tax_rates}
        for line in form["lines"].values():
            if not known.issuperset(line.get("tax_rates", {}).values()):
                raise RefusedError("No such tax rate")
            made.lines.append(
                {**line, "id": f"il_{next(self._ids)}", "amount": int(line["amount"])}
            )
        return self.shown(made)

    def remove_lines(self, form: Form, invoice: str) -> Json:
        made = self._of_status(invoice, "draft")
        removed = {line["id"] for line in form["lines"].values()}
        made.lines = [line for line in made.lines if line["id"] not in removed]
        return self.shown(made)

    def finalize(self, _form: Form, invoice: str) -> Json:
        made = self._of_status(invoice, "draft")
        customer = self.customers[made.form["customer"]]
        if not customer["email"]:
            raise RefusedError("Missing email. The customer must have a valid email.")
        made.frozen_balance = 0 if self.is_balance_stolen else customer["balance"]
        customer["balance"] = min(0, made.total + made.frozen_balance)
        made.number = f"AGENT-{len(self.invoices):04}"
        made.status = "open" if self.shown(made)["amount_due"] else "paid"
        return self.shown(made)

    def send(self, _form: Form, invoice: str) -> Json:
        made = self._of_status(invoice, "open")
        self.sent.append(invoice)
        return self.shown(made)

    def void(self, _form: Form, invoice: str) -> Json:
        made = self._of_status(invoice, "open")
        made.status = "void"
        return self.shown(made)

    def _of_status(self, invoice: str, *statuses: str) -> Invoice:
        made = self.invoices.get(invoice)
        if made is None:
            raise RefusedError(f"No such invoice: '{invoice}'", 404)
        if statuses and made.status not in statuses:
            raise RefusedError(f"This invoice is {made.status}: not possible")
        return made

    def create_tax_rate(self, form: Form) -> Json:
        percentage = json.loads(form["percentage"])
        rate = {"id": f"txr_{next(self._ids)}", **form, "percentage": percentage}
        self.tax_rates.append(rate)
        return rate

    def list_tax_rates(self, form: Form) -> Json:
        return self._listed(self.tax_rates, form)

    def create_credit_note(self, form: Form) -> Json:
        made = self._of_status(form["invoice"], "open", "paid")
        amount = sum(
            int(line["unit_amount"]) * int(line["quantity"]) for line in form["lines"].values()
        )
        if amount > made.total - sum(note["amount"] for note in self.credit_notes):
            raise RefusedError("The credit note amount is more than the invoice's")
        before = min(amount, self.shown(made)["amount_remaining"])
        if int(form.get("out_of_band_amount", "0")) != amount - before:
            raise RefusedError("The sum of refunds and credits must equal the post_payment_amount")
        made.credited += before
        note = {"id": f"cn_{next(self._ids)}", "status": "issued", "amount": amount, **form}
        self.credit_notes.append(note)
        return note

    def list_credit_notes(self, form: Form) -> Json:
        found = [note for note in self.credit_notes if note["invoice"] == form["invoice"]]
        return self._listed(found, form)

    def _listed(self, found: list[Json], form: Form) -> Json:
        ids = [one["id"] for one in found]
        start = ids.index(form["starting_after"]) + 1 if "starting_after" in form else 0
        end = start + min(self.page, int(form.get("limit", "10")))
        return {"object": "list", "data": found[start:end], "has_more": end < len(found)}
