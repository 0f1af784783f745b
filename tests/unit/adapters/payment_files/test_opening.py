"""Which kind of file it is, and what is refused as a whole: by one sentence, and nothing else."""

import pytest

from agentline.adapters.payment_files.opening import read_payment_file
from agentline.adapters.payment_files.payment_file import SIZE_LIMIT, PaymentFileError
from tests.unit.adapters.payment_files.composed import (
    Entry,
    bgmax,
    bgmax_payment,
    bgmax_section,
    camt054,
)

CAMT054 = camt054(Entry())
BGMAX = bgmax(bgmax_section(bgmax_payment("100001000122", 100)))
BILLION_LAUGHS = (
    '<!DOCTYPE Document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
)
EXTERNAL_ENTITY = '<!DOCTYPE Document [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
EXTERNAL_DTD = '<!DOCTYPE Document SYSTEM "http://127.0.0.1:9/x.dtd">'


def test_the_kind_is_seen_from_the_content() -> None:
    assert read_payment_file(CAMT054).kind == "camt054"
    assert read_payment_file(BGMAX).kind == "bgmax"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_xml_is_read_in_the_encoding_it_is_in(encoding: str) -> None:
    declared = "iso-8859-1" if encoding == "iso-8859-1" else encoding[:6].rstrip("-")
    text = CAMT054.decode().replace("UTF-8", declared).replace("ANNA", "ÅSA")
    [entry] = read_payment_file(text.encode(encoding)).entries
    assert entry.event
    assert entry.event.text == "ÅSA ANDERSSON"


def test_blank_lines_before_the_xml_do_not_matter() -> None:
    assert read_payment_file(b"\r\n\n" + CAMT054) == read_payment_file(CAMT054)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is empty"),
        (b" \r\n", "is empty"),
        (b"date;amount\n2026-11-23;100", "neither camt.054 .XML. nor Bg Max"),
        (b"PK\x03\x04", "neither"),
        (b"\x00\xff\xfe", "neither"),
        (CAMT054[: len(CAMT054) // 2], "not readable XML"),
        (CAMT054 + CAMT054, "not readable XML"),
        (CAMT054.replace(b"ANNA", b"\xc5SA"), "not readable XML"),
        (CAMT054.replace(b'"UTF-8"', b'"x-nothing"'), "not readable XML|cannot be read"),
        (CAMT054.replace(b'"UTF-8"', b'"shift_jis"'), "cannot be read"),
        (CAMT054.replace(b"camt.054.001.08", b"camt.053.001.08"), "is camt.053.001.08: ask"),
        (CAMT054.replace(b"camt.054.001.08", b"camt.054.001.13"), "is camt.054.001.13: ask"),
        (b"<html><body>Sign in</body></html>", "is other XML: ask the bank for camt.054.001.02"),
        (CAMT054.replace(b"Document", b"Dokument"), "ask the bank"),
        (CAMT054.replace(b"MsgId", b"MsgNo"), "lacks the id of its message"),
        (CAMT054.replace(b"IBAN", b"IBAM"), "on which account"),
        (b"01BGMAX", "no Bg Max of version 01"),
        (BGMAX[: len(BGMAX) // 2], "breaks off|no line"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_is_refused_by_one_sentence(
    content: bytes, complaint: str
) -> None:
    with pytest.raises(PaymentFileError, match=complaint) as refusal:
        read_payment_file(content)
    assert f"{refusal.value}".startswith("The file ")
    assert "\n" not in f"{refusal.value}"


@pytest.mark.parametrize("trick", [BILLION_LAUGHS, EXTERNAL_ENTITY, EXTERNAL_DTD])
def test_f34_document_types_and_entities_are_refused_before_they_do_anything(trick: str) -> None:
    content = camt054(Entry(), before=trick).replace(b"ANNA", b"&a;")
    with pytest.raises(PaymentFileError, match="document type or entities"):
        read_payment_file(content)


def test_f34_nesting_without_end_is_refused() -> None:
    with pytest.raises(PaymentFileError):
        read_payment_file(b"<a>" * 200_000 + b"</a>" * 200_000)


def test_f35_an_oversized_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(PaymentFileError, match="larger than 20 MB"):
        read_payment_file(CAMT054 + b" " * SIZE_LIMIT)
