"""Stripe Invoicing at its door: keys, versions, unknown parameters, and answers told again."""

import json
import re
from collections.abc import Callable
from functools import partial

from stripe.params import (
    CreditNoteCreateParams,
    CreditNoteListParams,
    CustomerCreateParams,
    CustomerModifyParams,
    CustomerRetrieveParams,
    CustomerSearchParams,
    InvoiceAddLinesParams,
    InvoiceCreateParams,
    InvoiceFinalizeInvoiceParams,
    InvoiceListLinesParams,
    InvoiceListParams,
    InvoiceModifyParams,
    InvoiceRemoveLinesParams,
    InvoiceRetrieveParams,
    InvoiceSendInvoiceParams,
    InvoiceVoidInvoiceParams,
    TaxRateCreateParams,
    TaxRateListParams,
)
from stripe.params._customer_balance_transaction_create_params import (
    CustomerBalanceTransactionCreateParams,
)

from tests.unit.adapters.ledgers.fake_ledger import Asked, FakeLedger, Reply
from tests.unit.adapters.ledgers.stripe_parameters import (
    UnknownParameterError,
    check_parameters,
    parse_form,
)
from tests.unit.adapters.ledgers.stripe_state import Form, Json, RefusedError, StripeState

API_KEY = "sk_test_agentline"
VERSION = "2026-10-28.endive"


class StripeServer(FakeLedger):
    """Parameters are those of the SDK: any other is refused. With `refused_gets`, nothing may be
    looked at but by searching."""

    def __init__(self) -> None:
        super().__init__()
        self.state = StripeState()
        self.refused_gets = False
        self._keys: dict[str, tuple[str, bytes, Reply]] = {}

    def answer(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization") != f"Bearer {API_KEY}":
            return _error(401, "Invalid API Key provided: sk_test_****line")
        if asked.headers.get("stripe-version") != VERSION:
            return _error(400, "Invalid Stripe API version")
        if self.refused_gets and asked.method == "GET" and not asked.path.endswith("/search"):
            return _error(403, "The key may not read this")
        key = asked.headers.get("idempotency-key")
        if key in self._keys:
            path, body, reply = self._keys[key]
            if (path, body) != (asked.path, asked.body):
                return _error(400, "Keys can only be used with the same parameters")
            return Reply(
                status=reply.status, body=reply.body, headers={"Idempotent-Replayed": "true"}
            )
        try:
            handle, form, matched = self._route(asked)
        except (UnknownParameterError, RefusedError) as error:
            return _error(getattr(error, "status", 400), str(error))
        try:
            reply = _ok(handle(form, *matched))
        except RefusedError as error:
            reply = _error(error.status, str(error))
        if key:
            self._keys[key] = asked.path, asked.body, reply
        return reply

    def forget_keys(self) -> None:
        """A day has passed."""
        self._keys.clear()

    def _route(self, asked: Asked) -> tuple[Callable[..., Json], Form, tuple[str, ...]]:
        for method, pattern, parameters, handle in _ROUTES:
            match = re.fullmatch(pattern, asked.path)
            if match and method == asked.method:
                form = parse_form(asked.body.decode()) if method == "POST" else dict(asked.query)
                check_parameters(form, parameters)
                return partial(handle, self.state), form, match.groups()
        raise RefusedError(f"Unrecognized request URL ({asked.method}: {asked.path})", 404)


_ROUTES: list[tuple[str, str, type, Callable[..., Json]]] = [
    ("POST", "/v1/customers", CustomerCreateParams, StripeState.create_customer),
    ("GET", "/v1/customers/search", CustomerSearchParams, StripeState.search_customers),
    ("GET", "/v1/customers/(cus_[0-9]+)", CustomerRetrieveParams, StripeState.retrieve_customer),
    ("POST", "/v1/customers/(cus_[0-9]+)", CustomerModifyParams, StripeState.modify_customer),
    (
        "POST",
        "/v1/customers/(cus_[0-9]+)/balance_transactions",
        CustomerBalanceTransactionCreateParams,
        StripeState.add_to_balance,
    ),
    ("POST", "/v1/invoices", InvoiceCreateParams, StripeState.create_invoice),
    ("GET", "/v1/invoices", InvoiceListParams, StripeState.list_invoices),
    ("GET", "/v1/invoices/(in_[0-9]+)", InvoiceRetrieveParams, StripeState.retrieve_invoice),
    ("POST", "/v1/invoices/(in_[0-9]+)", InvoiceModifyParams, StripeState.modify_invoice),
    ("GET", "/v1/invoices/(in_[0-9]+)/lines", InvoiceListLinesParams, StripeState.list_lines),
    ("POST", "/v1/invoices/(in_[0-9]+)/add_lines", InvoiceAddLinesParams, StripeState.add_lines),
    (
        "POST",
        "/v1/invoices/(in_[0-9]+)/remove_lines",
        InvoiceRemoveLinesParams,
        StripeState.remove_lines,
    ),
    (
        "POST",
        "/v1/invoices/(in_[0-9]+)/finalize",
        InvoiceFinalizeInvoiceParams,
        StripeState.finalize,
    ),
    ("POST", "/v1/invoices/(in_[0-9]+)/send", InvoiceSendInvoiceParams, StripeState.send),
    ("POST", "/v1/invoices/(in_[0-9]+)/void", InvoiceVoidInvoiceParams, StripeState.void),
    ("POST", "/v1/tax_rates", TaxRateCreateParams, StripeState.create_tax_rate),
    ("GET", "/v1/tax_rates", TaxRateListParams, StripeState.list_tax_rates),
    ("POST", "/v1/credit_notes", CreditNoteCreateParams, StripeState.create_credit_note),
    ("GET", "/v1/credit_notes", CreditNoteListParams, StripeState.list_credit_notes),
]


def _ok(content: Json) -> Reply:
    return Reply(body=json.dumps(content).encode())


def _error(status: int, words: str) -> Reply:
    error = {"type": "invalid_request_error", "message": words}
    return Reply(status=status, body=json.dumps({"error": error}).encode())
