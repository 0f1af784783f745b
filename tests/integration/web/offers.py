"""Where the deeds are offered: the page, what is on it, and the operation that each deed needs.

Words in braces are names of the scene.
"""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered at an address: `buttons`, and items of the `menu` that is called "Mer".

    `shows` is there for everybody once the page is; the page is for who may do `sees`.
    `is_opened` tells that the row with `shows` has to be opened first, which shows a dialogue.
    """

    address: str
    shows: str
    _: KW_ONLY
    buttons: Mapping[str, str] = field(default_factory=dict)
    menu: Mapping[str, str] = field(default_factory=dict)
    sees: str = "get_me"
    is_opened: bool = False

    @property
    def operations(self) -> set[str]:
        return {*self.buttons.values(), *self.menu.values()}


OFFERS: tuple[Offer, ...] = (
    # customers
    Offer("/customers", "Knut Hasselgren", buttons={"Registrera kund": "create_customer"}),
    Offer(
        "/customers/{customer}/orders",
        "Samtal om tarot",
        buttons={
            "Ändra": "change_customer",
            "Lägg in order": "create_order",
            "Ge goodwill": "give_goodwill",
        },
        menu={
            "Avsluta kunden": "close_customer",
            "Slå samman …": "merge_customer",
            "Ladda ner personuppgifter": "export_customer",
            "Radera personuppgifter …": "erase_customer",
        },
    ),
    Offer(
        "/customers/{customer}/numbers",
        "031-390 06 27",
        buttons={
            "Koppla nummer": "link_number",
            "Koppla bort 031-390 06 27": "unlink_number",
            "Utfärda ny kod": "issue_pin",
            "Gör koden ogiltig": "revoke_pin",
        },
    ),
    Offer(
        "/customers/{customer}/credit",
        "Gränsen höjs med",
        buttons={"Ändra kreditgräns": "change_limit", "Ändra villkor": "change_terms"},
    ),
    Offer(
        "/customers/{customer}/discounts",
        "5 % rabatt",
        buttons={"Avtala rabatt": "agree_discount", "Avsluta: 5 % rabatt": "end_discount"},
    ),
    Offer(
        "/customers/{customer}/blocks",
        "Bad om det själv",
        buttons={
            "Spärra kunden": "place_customer_block",
            "Avsluta spärren på Kund {customer}": "end_customer_block",
        },
    ),
    Offer(
        "/customers/{customer}/notes",
        "Ringer på kvällen",
        buttons={
            "Skriv anteckning": "write_note",
            "Ta bort anteckningen av {admin}": "remove_note",
        },
    ),
    Offer(
        "/customers/{customer}/address",
        "I registret",
        buttons={"Fråga katalogen": "check_address", "Avgör": "decide_address"},
        sees="get_address",
    ),
    Offer(
        "/customers/{closed}",
        "Avslutad",
        buttons={"Ändra": "change_customer"},
        menu={
            "Öppna igen": "reopen_customer",
            "Slå samman …": "merge_customer",
            "Ladda ner personuppgifter": "export_customer",
            "Radera personuppgifter …": "erase_customer",
        },
    ),
    Offer(
        "/orders?customer={customer}",
        "Samtal om tarot",
        buttons={"Återbetala …": "refund_order"},
        is_opened=True,
    ),
    Offer(
        "/blacklist",
        "070-174 06 99",
        buttons={
            "Spärra nummer": "place_number_block",
            "Avsluta spärren på 070-174 06 99": "end_number_block",
        },
    ),
    # calls
    Offer(
        "/unmatched",
        "070-174 06 79",
        buttons={
            "Registrera som kund": "register_unmatched",
            "Koppla till kund": "link_unmatched",
            "Avfärda": "dismiss_unmatched",
        },
        is_opened=True,
    ),
    Offer("/calls/{call}", "Insläppt", buttons={"Lägg på": "hang_up_call"}),
    Offer(
        "/quarantine/{record}",
        "Som den kom",
        buttons={"Taxera på nytt": "replay_record", "Kassera": "discard_record"},
        sees="get_quarantined_record",
    ),
    # money
    Offer("/invoices", "Allt utestående", buttons={"Stäng öppet underlag": "close_open_basis"}),
    Offer(
        "/invoices/{draft}",
        "{edit}",
        buttons={
            "Skicka till reskontran": "dispatch_invoice",
            "Ändra underlaget": "edit_invoice",
            "Lägg till rad": "edit_invoice",
            "Ångra: {edit}": "undo_invoice_edit",
        },
        menu={"Makulera": "void_invoice"},
    ),
    Offer(
        "/invoices/{draft}",
        "2 min 0 s",
        buttons={
            "Flytta till nästa faktura": "move_invoice_line",
            "Rabatt på raden": "edit_invoice",
            "Annan text": "edit_invoice",
        },
        is_opened=True,
    ),
    Offer(
        "/invoices/{failed}",
        "Gick inte att skicka",
        buttons={"Skicka igen": "retry_invoice"},
        menu={"Gör till utkast igen": "reopen_invoice"},
    ),
    Offer(
        "/invoices/{invoice}",
        "OCR-nummer",
        buttons={"Registrera betalning": "mark_invoice_paid"},
        menu={"Kreditera": "credit_invoice", "Ange fakturanummer": "mark_invoice_sent"},
    ),
    Offer(
        "/payments/{lost}",
        "nobody knows me",
        buttons={"Placera": "assign_payment", "Notera retur": "return_payment"},
    ),
    Offer(
        "/payments/{too_much}",
        "on which 100.00 SEK was due",
        buttons={"Klart": "end_payment_task", "Notera retur": "return_payment"},
    ),
    # what is set up
    Offer("/prices", "campaign", buttons={"Ny prislista": "add_price_list_version"}),
    Offer(
        "/prices/basic",
        "Gäller nu",
        buttons={"Ny version": "add_price_list_version", "Läs in CSV": "import_price_list"},
    ),
    Offer(
        "/prices/{list}/{version}",
        "Tarot till salu",
        buttons={
            "Dra tillbaka": "withdraw_price_list_version",
            "Ny version som denna": "add_price_list_version",
            "Lägg till artikel": "change_article",
            "Ändra artikel 1001": "change_article",
        },
    ),
    Offer("/service-lines", "Tarotlinjen", buttons={"Öppna linje": "put_service_line"}),
    Offer(
        "/service-lines/+46846500400",
        "Välkommen till Tarotlinjen.",
        buttons={"Ändra linjen": "put_service_line", "Ta ur bruk": "close_service_line"},
    ),
    Offer(
        "/spoken-texts",
        "Egna ord om ekonomi.",
        buttons={
            "Ändra: Spärrad: ekonomi": "put_spoken_text",
            "Återställ: Spärrad: ekonomi": "reset_spoken_text",
        },
    ),
    Offer(
        "/staff",
        "{barred}",
        buttons={
            "Bjud in": "invite_staff_member",
            "Byt roll för {viewer}": "change_staff_role",
            "Stäng av {viewer}": "bar_staff_member",
            "Släpp in {barred} igen": "admit_staff_member",
        },
        sees="list_staff",
    ),
    Offer(
        "/webhooks",
        "hooks.example.com/roll",
        buttons={"Lägg till adress": "add_webhook_endpoint"},
        sees="list_webhook_endpoints",
    ),
    Offer(
        "/webhooks/{endpoint}",
        "Senast ändrad",
        buttons={"Ny hemlighet": "rotate_webhook_secret", "Stäng av": "disable_webhook_endpoint"},
        sees="get_webhook_endpoint",
    ),
    Offer(
        "/webhooks/{endpoint}/{event}",
        "Misslyckad",
        buttons={"Skicka om": "resend_delivery"},
        sees="get_delivery",
    ),
    Offer(
        "/webhooks/{switched_off}",
        "Av för att",
        buttons={"Slå på": "enable_webhook_endpoint"},
        sees="get_webhook_endpoint",
    ),
)
