"""Rating of a batch of contact records (design.md 2.2): read, sort out, settle by customer."""

import json
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import batched

from agentline.domain.call import ScreenedCall, Verdict
from agentline.domain.contact_record import (
    ContactRecord,
    ContactRecordError,
    read_contact_record,
)
from agentline.domain.quarantine import QuarantineCode, QuarantineReason
from agentline.domain.reason import Reason
from agentline.services.quarantine import Outcome, set_aside
from agentline.services.settle_contacts import (
    BilledContact,
    RatingDesk,
    settle_contacts,
)

# Groups wait for the store most of their time (docs/performance.md).
PARALLEL_GROUPS = 10
# A transaction holds 100 rows at most: orders, the account, and a basis that closes.
LARGEST_GROUP = 90

Results = dict[str, Outcome | Exception]


def rate_contacts(texts: Mapping[str, str], desk: RatingDesk) -> Results:
    """Rate contact records, given as the stream brought them, under any ids of the caller's.

    Contacts of one customer are settled in one transaction, customers in parallel. Answers for
    each id what came of it, or the exception after which it must be tried again; nothing is ever
    half-written. Never raises for a single record.
    """
    now = desk.clock()
    results: Results = {}
    records: dict[str, ContactRecord] = {}
    for record_id, text in texts.items():
        try:
            records[record_id] = _read(text, now)
        except ContactRecordError as error:
            results[record_id] = _put_aside(text, None, error.reason, desk, now)
    calls = desk.calls.calls([record.call for record in records.values()])
    groups: dict[str, list[BilledContact]] = defaultdict(list)
    for record_id, record in records.items():
        if not record.is_voice:
            results[record_id] = Outcome.NOT_VOICE
            continue
        call = calls.get(record.call)
        refusal = _reason_against(record, call)
        if call and call.customer and call.pin and refusal is None:
            contact = BilledContact(id=record_id, record=record, call=call, text=texts[record_id])
            groups[call.customer].append(contact)
        elif refusal:
            results[record_id] = _put_aside(texts[record_id], record.contact, refusal, desk, now)
        else:
            results[record_id] = Outcome.NOT_BILLABLE
    return results | _settle(groups, desk)


def _put_aside(
    text: str, contact: str | None, reason: QuarantineReason, desk: RatingDesk, now: datetime
) -> Outcome | Exception:
    try:
        return set_aside(text, contact, reason, now, desk.quarantine)
    except Exception as error:
        return error


def _settle(groups: Mapping[str, list[BilledContact]], desk: RatingDesk) -> Results:
    def settle(customer: str) -> Results:
        settled: Results = {}
        for group in batched(groups[customer], LARGEST_GROUP, strict=False):
            try:
                settled |= settle_contacts(customer, group, desk)
            except Exception as error:
                settled |= dict.fromkeys((contact.id for contact in group), error)
        return settled

    results: Results = {}
    with ThreadPoolExecutor(PARALLEL_GROUPS) as threads:
        for settled in threads.map(settle, groups):
            results |= settled
    return results


def _read(text: str, now: datetime) -> ContactRecord:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        raise ContactRecordError(QuarantineCode.NO_JSON) from None
    if not isinstance(fields, dict):
        raise ContactRecordError(QuarantineCode.NO_OBJECT)
    return read_contact_record(fields, now)


def _reason_against(record: ContactRecord, call: ScreenedCall | None) -> QuarantineReason | None:
    """Why talk that took place cannot be billed, if so."""
    if not record.talk_seconds:
        return None
    if call is None:
        return Reason(code=QuarantineCode.NO_ADMISSION)
    if call.verdict is Verdict.SERVICE:
        return None  # Customer service makes no order (design.md 2.2).
    if call.verdict is not Verdict.ADMIT:
        return Reason(code=QuarantineCode.NOT_LET_IN, params={"reason": call.reason})
    return None
