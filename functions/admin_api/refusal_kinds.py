"""What the API answers for each code of a rule that refuses: its status, and a title for staff."""

from collections.abc import Mapping
from http import HTTPStatus

from admin_api.problems import KINDS, Kind


def _missing(title: str) -> Kind:
    return Kind(status=HTTPStatus.NOT_FOUND, title=title)


def _conflict(title: str) -> Kind:
    return Kind(status=HTTPStatus.CONFLICT, title=title)


def _refused(title: str) -> Kind:
    return Kind(status=HTTPStatus.UNPROCESSABLE_ENTITY, title=title)


REFUSAL_KINDS: Mapping[str, Kind] = {
    # invoices
    "customer_missing": _missing("There is no such customer"),
    "invoice_missing": _missing("There is no such invoice basis"),
    "invoice_state": _conflict("Not in the state the invoice basis is in"),
    "nothing_to_close": _conflict("There is nothing to close"),
    "edit_refused": _refused("The edit makes no sense on this invoice basis"),
    "below_zero": _refused("It would come to less than nothing"),
    "credit_refused": _refused("That much cannot be credited"),
    "address_in_doubt": _conflict("The customer's address must be decided about first"),
    "orders_missing": _conflict("The orders do not come to the total of the invoice basis"),
    "ledger_has_it": _conflict("The ledger has an invoice of it"),
    "ledger_refused": _conflict("The ledger refuses"),
    "ledger_unavailable": Kind(
        status=HTTPStatus.SERVICE_UNAVAILABLE, title="The ledger does not answer"
    ),
    "limit_refused": _refused("The credit cannot be as asked for"),
    # orders
    "order_missing": _missing("There is no such order"),
    "order_refused": _refused("That is no order"),
    "goodwill_refused": _refused("That much cannot be given"),
    "refund_refused": _refused("That much cannot be given back"),
    "period_refused": _refused("The days make no period"),
    # reports
    "report_too_large": _refused("There is too much for one report"),
    # payments
    "payment_missing": _missing("There is no such payment"),
    "payment_refused": _conflict("Not with this payment"),
    "payment_file_refused": _refused("The file cannot be trusted; nothing of it was taken in"),
    "payment_file_is_test": _conflict("The bank has marked the file as a test"),
    # addresses
    "finding_changed": _conflict("It is not what you saw any more"),
    "address_refused": _conflict("The decision cannot stand"),
    # webhook endpoints
    "endpoint_missing": _missing("There is no such webhook endpoint"),
    "endpoint_exists": _conflict("The key has made another webhook endpoint before"),
    "endpoint_disabled": _conflict("The webhook endpoint is disabled"),
    "delivery_missing": _missing("There is no such delivery"),
    "delivery_pending": _conflict("The delivery is still being attempted"),
    # lifecycle of a customer
    "merge_refused": _conflict("These customers cannot be merged now"),
    "erasure_refused": _conflict("The customer cannot be erased now"),
    "export_too_large": _conflict("It is too much for one document"),
    "reason_names_customer": _refused("The reason would keep what is to be erased"),
    # price lists
    "price_list_missing": _missing("There is no such price list"),
    "article_missing": _refused("The price list has no such article"),
    "currency_mismatch": _refused("Two currencies cannot be mixed"),
    # staff
    "staff_missing": _missing("There is no such member of staff"),
    "staff_exists": _conflict("Somebody has this e-mail address already"),
    "own_account": _conflict("Not with your own account"),
    # catalogue
    "version_too_soon": _refused("The version begins too soon"),
    "version_refused": _refused("The version cannot be as asked for"),
    "version_exists": _conflict("The price list has a version of that instant"),
    "version_begun": _conflict("The version has begun, or is about to"),
    "article_in_use": _conflict("Service lines are charged by the article"),
    "price_file_refused": _refused("The file is no table of prices"),
    "line_missing": _missing("There is no such service line"),
    "line_closed": _conflict("The service line is out of use already"),
    "queue_missing": _refused("There is no such queue"),
    "text_not_speakable": _refused("The text cannot be spoken"),
    "text_standard": _conflict("Our sentence is spoken already"),
    # calls, unmatched callers, quarantine
    "call_missing": _missing("There is no such call"),
    "unmatched_missing": _missing("There is no such unmatched caller"),
    "record_missing": _missing("There is no such record in quarantine"),
    "seen_to_already": _conflict("Somebody has seen to it already"),
    "number_withheld": _conflict("The caller's number was withheld"),
    "customer_not_active": _conflict("The customer is not active"),
    # customers
    "customer_gone": _conflict("The customer was merged or erased"),
    "customer_state": _conflict("Not in the state the customer is in"),
    "customer_in_use": _conflict("The customer has calls or money that must end first"),
    "owner_taken": _conflict("The name and address are another customer's"),
    "number_taken": _conflict("The number is somebody's already"),
    "number_missing": _missing("The number is not this customer's"),
    "number_blocked": _conflict("The number is blocked already"),
    "code_missing": _conflict("The customer has no code"),
    "code_required": _conflict("The customer must enter a code"),
    "block_refused": _refused("The block makes no sense"),
    "discount_refused": _refused("The discount makes no sense"),
    "entry_missing": _missing("There is no such block, discount or note"),
    "entry_ended": _conflict("It has ended already"),
    "too_many": _conflict("The customer has the most of them there can be"),
}

ALL_KINDS: Mapping[str, Kind] = {**KINDS, **REFUSAL_KINDS}
