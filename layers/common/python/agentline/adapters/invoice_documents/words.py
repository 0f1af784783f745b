"""The words on the documents, in both languages."""

from dataclasses import dataclass

from agentline.domain.catalogue import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    title: str
    notice: str
    reference: str
    customer: str
    buyer: str
    name: str
    street: str
    postcode: str
    city: str
    country: str
    phone: str
    issued_on: str
    due_on: str
    ocr: str
    kind: str
    line: str
    text: str
    date: str
    time: str
    length: str
    seconds: str
    vat_percent: str
    net: str
    vat: str
    amount: str
    currency: str
    total: str
    prepaid: str
    to_pay: str
    footnote: str


_SWEDISH = Words(
    title="Fakturaunderlag",
    notice="Detta är ett underlag för faktura, inte en faktura. Fakturans nummer och säljarens "
    "uppgifter sätts av den som fakturerar.",
    reference="Referens",
    customer="Kundnummer",
    buyer="Köpare",
    name="Namn",
    street="Gatuadress",
    postcode="Postnummer",
    city="Ort",
    country="Land",
    phone="Telefon",
    issued_on="Underlagets datum",
    due_on="Förfallodag",
    ocr="OCR-nummer",
    kind="Typ",
    line="Rad",
    text="Beskrivning",
    date="Datum",
    time="Klockan",
    length="Längd",
    seconds="Sekunder",
    vat_percent="Moms %",
    net="Utan moms",
    vat="Moms",
    amount="Belopp med moms",
    currency="Valuta",
    total="Summa",
    prepaid="Betalt i förskott",
    to_pay="Att betala",
    footnote="Radernas belopp är inklusive moms. Klockslag är svensk tid, längd minuter:sekunder.",
)
_ENGLISH = Words(
    title="Invoice basis",
    notice="This is a basis for an invoice, not an invoice. Whoever makes the invoice adds its "
    "number and the seller's particulars.",
    reference="Reference",
    customer="Customer number",
    buyer="Buyer",
    name="Name",
    street="Street",
    postcode="Postcode",
    city="City",
    country="Country",
    phone="Phone",
    issued_on="Date of basis",
    due_on="Due date",
    ocr="OCR number",
    kind="Kind",
    line="Line",
    text="Description",
    date="Date",
    time="Time",
    length="Length",
    seconds="Seconds",
    vat_percent="VAT %",
    net="Without VAT",
    vat="VAT",
    amount="Amount with VAT",
    currency="Currency",
    total="Total",
    prepaid="Paid in advance",
    to_pay="To pay",
    footnote="Amounts of lines include VAT. Times are Swedish time, lengths minutes:seconds.",
)


def words_in(language: Language) -> Words:
    return _SWEDISH if language is Language.SWEDISH else _ENGLISH
