"""Payment files composed by the tests, so that each can say what it changes."""

from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

type Version = Literal["02", "08"]

ACCOUNT = "SE3550000000054910000003"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One transaction of a camt.054; `remittance` and `more` are XML as it is."""

    amount: str | None = "1000.00"
    currency: str = "SEK"
    reference: str | None = "TX-0001"
    direction: str | None = None
    payer: str = "ANNA ANDERSSON"
    remittance: str = ""
    more: str = ""

    def xml(self, version: Version) -> str:
        amount = f'<Amt Ccy="{self.currency}">{self.amount}</Amt>'
        if version == "02":
            amount = f"<AmtDtls><TxAmt>{amount}</TxAmt></AmtDtls>"
        payer = f"<Nm>{escape(self.payer)}</Nm>"
        return "".join(
            (
                "<TxDtls>",
                f"<Refs>{_element('AcctSvcrRef', self.reference)}</Refs>" if self.reference else "",
                amount if self.amount else "",
                _element("CdtDbtInd", self.direction),
                f"<RltdPties><Dbtr>{payer if version == '02' else f'<Pty>{payer}</Pty>'}</Dbtr>",
                "</RltdPties>",
                f"<RmtInf>{self.remittance}</RmtInf>" if self.remittance else "",
                self.more,
                "</TxDtls>",
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a camt.054, whose amount must be that of its transactions."""

    transactions: tuple[Transaction, ...] = (Transaction(),)
    amount: str = "1000.00"
    currency: str = "SEK"
    direction: str = "CRDT"
    reversal: str | None = None
    status: str = "BOOK"
    dates: str = "<BookgDt><Dt>2026-11-23</Dt></BookgDt>"
    entry_reference: str | None = None
    reference: str | None = "BANKREF-77"
    batch: int | None = None

    def xml(self, version: Version) -> str:
        status = self.status if version == "02" else f"<Cd>{self.status}</Cd>"
        batch = f"<Btch><NbOfTxs>{self.batch}</NbOfTxs></Btch>" if self.batch is not None else ""
        details = batch + "".join(one.xml(version) for one in self.transactions)
        return "".join(
            (
                "<Ntry>",
                _element("NtryRef", self.entry_reference),
                f'<Amt Ccy="{self.currency}">{self.amount}</Amt>',
                _element("CdtDbtInd", self.direction),
                _element("RvslInd", self.reversal),
                f"<Sts>{status}</Sts>",
                self.dates,
                _element("AcctSvcrRef", self.reference),
                "<BkTxCd><Prtry><Cd>BGIR</Cd></Prtry></BkTxCd>",
                f"<NtryDtls>{details}</NtryDtls>" if details else "",
                "</Ntry>",
            )
        )


def camt054(
    *entries: Entry, version: Version = "08", summary: str = "", header: str = "", before: str = ""
) -> bytes:
    """A whole message on one account."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.{version}">'
        "<BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>MSG-1</MsgId>"
        f"<CreDtTm>2026-11-23T06:15:00+01:00</CreDtTm>{header}</GrpHdr>"
        "<Ntfctn><Id>NTF-1</Id><CreDtTm>2026-11-23T06:15:00+01:00</CreDtTm>"
        f"<Acct><Id><IBAN>{ACCOUNT}</IBAN></Id></Acct>{summary}"
        f"{''.join(entry.xml(version) for entry in entries)}"
        "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
    ).encode()


def structured(reference: str, *, kind: str = "<Cd>SCOR</Cd>", amount: str | None = None) -> str:
    """A structured remittance with a creditor's reference, and how much is for it."""
    paid = f'<RfrdDocAmt><RmtdAmt Ccy="SEK">{amount}</RmtdAmt></RfrdDocAmt>' if amount else ""
    kind = f"<Tp><CdOrPrtry>{kind}</CdOrPrtry></Tp>" if kind else ""
    return f"<Strd>{paid}<CdtrRefInf>{kind}<Ref>{reference}</Ref></CdtrRefInf></Strd>"


def unstructured(*texts: str) -> str:
    return "".join(f"<Ustrd>{escape(text)}</Ustrd>" for text in texts)


def _element(name: str, text: str | None) -> str:
    return "" if text is None else f"<{name}>{escape(text)}</{name}>"


def bgmax_payment(
    reference: str,
    minor: int,
    *,
    record: str = "20",
    payer: int = 0,
    code: str = "2",
    serial: str = "000000000001",
) -> str:
    """A record 20 to 23; the reference stands to the right if it is an OCR number."""
    placed = f"{reference:>25}" if code == "2" else f"{reference:<25}"
    return f"{record}{payer:010}{placed}{minor:018}{code}1{serial:<12}0".ljust(80)


def bgmax_section(*lines: str, serial: int = 42, total: int | None = None) -> list[str]:
    """A section with its deposit, whose sum and count are right unless `total` says another."""
    signs = {"20": 1, "21": -1}
    items = [line for line in lines if line[:2] in signs]
    right = sum(signs[line[:2]] * int(line[37:55]) for line in items)
    deposited = right if total is None else total
    account = f"{58410000010098232:035}"
    return [
        "050009912346          SEK".ljust(80),
        *lines,
        f"15{account}20261123{serial:05}{deposited:018}SEK{len(items):08} ",
    ]


def bgmax(*sections: list[str], stage: str = "P") -> bytes:
    """A whole file, the closing record with its counts included."""
    lines = [line for section in sections for line in section]
    counts = [
        sum(line[:2] in kinds for line in lines) for kinds in ({"20"}, {"21"}, {"22", "23"}, {"15"})
    ]
    return "\r\n".join(
        [
            f"01{'BGMAX':<20}0120261123093015000001{stage}".ljust(80),
            *lines,
            f"70{''.join(f'{count:08}' for count in counts)}".ljust(80),
            "",
        ]
    ).encode("iso-8859-1")
