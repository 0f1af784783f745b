"""Files of payments, as banks send them."""

import base64
import binascii
from time import monotonic

from admin_api.operations import Operations
from admin_api.problems import FieldError, ProblemError
from admin_api.routes.payment_mapping import tell_file
from admin_api.schemas import payment_files as schemas
from admin_api.visit import VisitIn
from agentline.adapters.payment_files.opening import read_payment_file
from agentline.adapters.payment_files.payment_file import PaymentFileError
from agentline.domain.payment_file import PaymentFile
from agentline.services.import_payments import audit_import, foresee_file, take_file_in

operations = Operations("payment files", "Files of payments, as banks send them")

LARGEST_BODY = 4 * 1024 * 1024
# What is taken in and begun within one request, and told in one answer.
MOST_ENTRIES = 2_000
# The gateway waits 29 s; beginning what is left then takes the rest.
SETTLING_SECONDS = 15.0

_CAMT054 = b"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>MSG-17</MsgId><CreDtTm>2026-11-30T06:15:00+01:00</CreDtTm></GrpHdr>
<Ntfctn><Id>NTF-17</Id><Acct><Id><IBAN>SE3550000000054910000003</IBAN></Id></Acct>
<Ntry><Amt Ccy="SEK">985.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-11-30</Dt></BookgDt><NtryDtls><TxDtls><Refs><AcctSvcrRef>TX-0001</AcctSvcrRef>
</Refs><Amt Ccy="SEK">985.00</Amt><RmtInf><Ustrd>100001-0001</Ustrd></RmtInf></TxDtls></NtryDtls>
</Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
"""
_EXAMPLE = {
    "name": "camt054-2026-11-30.xml",
    "content_base64": base64.b64encode(_CAMT054).decode(),
    "dry_run": True,
    "reason": "the bank's file of the day",
}


@operations.operation(
    "POST",
    "/payment-files",
    id="import_payments",
    summary="Take in a bank's file of payments",
    largest_body=LARGEST_BODY,
    refusals=("payment_file_refused", "payment_file_is_test"),
    example=_EXAMPLE,
)
def import_payments(body: schemas.GivePaymentFile, visit: VisitIn) -> schemas.PaymentFileTaken:
    """It can be given again: what is known stays as it is. A payment goes to the invoice basis its
    OCR number or text names. If it names only a customer, it goes to the one dispatched basis of
    theirs on which exactly this amount is due. The rest waits in suspense. A file that is damaged,
    does not add up, or is marked as a test is refused as a whole."""
    deadline = monotonic() + SETTLING_SECONDS
    file, desk = _read(body.content_base64), visit.desk.billing()

    def is_time_left() -> bool:
        return monotonic() < deadline

    if body.dry_run:
        results = foresee_file(file, desk, is_time_left)
    else:
        entry = audit_import(file, body.name, visit.by(body.reason))
        visit.desk.trail().keep(entry)
        results = take_file_in(file, desk, is_time_left)
    return tell_file(file, results, is_dry_run=body.dry_run)


def _read(content: str) -> PaymentFile:
    """Raises ProblemError for what is no base64, PaymentFileError, MarkedAsTestError."""
    try:
        raw = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        detail = "must be base64"
        raise ProblemError(
            "invalid_input",
            f"body.content_base64: {detail}",
            errors=[FieldError(field="body.content_base64", detail=detail)],
        ) from None
    file = read_payment_file(raw)
    file.require_money()
    if len(file.entries) > MOST_ENTRIES:
        raise PaymentFileError(
            f"The file has {len(file.entries):,} entries; at most {MOST_ENTRIES:,} can be taken "
            "in at once: ask the bank for smaller files."
        )
    return file
