"""Why a call ended as it did, told in Swedish over the staff API."""

from dataclasses import replace
from datetime import timedelta

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.catalogue import store_service_line
from agentline.adapters.dynamodb.mapping.customers import block_to_json
from agentline.domain.customer import BlockReason
from agentline.domain.money import sek
from agentline.domain.phone_number import phone_number
from agentline.services.limits import set_limit
from tests.examples import TAROT_LINE
from tests.integration.billing.house import House
from tests.integration.call_path.ringing import deliver, ring
from tests.integration.office.test_calls import TEN_PERCENT, a_block, refused, trace, why
from tests.reception import Reception

UNUSED = phone_number("+46846500498")


def test_an_unpaid_invoice_is_told_of_in_swedish_with_money_in_kronor(
    streamed: House, office: Reception
) -> None:
    caller = streamed.blocked_caller()
    call = refused(streamed, caller.number)
    says = f"Faktura {caller.reference()} på 985,00 kr är obetald sedan 2026-03-10."
    assert why(office, call, "sv") == (says, None)
    [step] = trace(office, call, "sv")["steps"]
    assert step["reason_in_words"] == "En faktura var obetald."
    path = f"/invoices/{caller.reference()}/edits"
    assert office.ask("POST", path, TEN_PERCENT, version='"1"').status == 201
    assert why(office, call, "sv") == (says, "Nu är den på 886,50 kr.")


def test_credit_that_another_call_holds_is_told_of_in_swedish(
    streamed: House, office: Reception
) -> None:
    caller = streamed.register()
    record = streamed.ring(caller, 3)
    told = office.ask("GET", f"/calls/{record.call}", query={"language": "sv"}).json
    assert told["why"] == "Insläppt: 1000,00 kr reserverades, vilket räcker till 49 minuter."
    call = refused(streamed, caller.number)
    says = (
        "Av 1000,00 kr kvarvarande kredit var allt reserverat för ett annat samtal, och det "
        "kortaste samtalet kostar 25,00 kr."
    )
    deliver(streamed.rating, record)
    assert why(office, call, "sv") == (says, "935,00 kr är ledigt nu.")


def test_credit_that_is_used_up_is_told_of_in_swedish(streamed: House, office: Reception) -> None:
    caller = streamed.register()
    set_limit(caller.customer, sek(2_000), "anna", "lowered", streamed.desk)
    call = refused(streamed, caller.number)
    says = (
        "20,00 kr av krediten var kvar, och det kortaste samtalet kostar 25,00 kr; ingen faktura "
        "var obetald."
    )
    assert why(office, call, "sv") == (says, None)
    set_limit(caller.customer, sek(50_000), "anna", "raised", streamed.desk)
    assert why(office, call, "sv") == (says, "500,00 kr är kvar nu.")


def test_blocks_are_told_of_in_swedish(streamed: House, office: Reception) -> None:
    caller = streamed.register()
    stored = block_to_json(a_block(streamed, BlockReason.OWN_REQUEST, "spelar."))
    rows.BlockRow(f"CUST#{caller.customer}", "ACCOUNT.BLOCK#1", block=stored).save()
    call = refused(streamed, caller.number)
    says = (
        f"Kund {caller.customer} är spärrad på kundens egen begäran sedan 2026-03-08, av anna: "
        "spelar."
    )
    assert why(office, call, "sv") == (says, None)


def test_a_block_that_names_nobody_is_told_of_without_who_placed_it(
    streamed: House, office: Reception
) -> None:
    caller = streamed.register()
    block = replace(a_block(streamed, BlockReason.FRAUD), placed_by="")
    rows.NumberRow(f"NUM#{caller.number}", "NUM").update(
        actions=[rows.NumberRow.block.set(block_to_json(block))]
    )
    call = refused(streamed, caller.number)
    assert (
        why(office, call)[0] == f"The number {caller.number} is blocked for fraud since 2026-03-08."
    )
    says = f"Numret {caller.number} är spärrat för bedrägeri sedan 2026-03-08."
    assert why(office, call, "sv") == (says, None)
    streamed.clock.pass_time(timedelta(days=3))
    assert why(office, call, "sv")[1] == "Spärren upphörde 2026-03-11."


def test_a_number_that_is_no_line_is_told_of_in_swedish(streamed: House, office: Reception) -> None:
    call = refused(streamed, streamed.register().number, UNUSED)
    assert why(office, call, "sv") == (f"{UNUSED} är ingen av våra tjänster.", None)
    store_service_line(replace(TAROT_LINE, number=UNUSED, name="Nya linjen"))
    now = (f"{UNUSED} var ingen av våra tjänster.", "Nu är det en: Nya linjen.")
    assert why(office, call, "sv") == now


def test_what_the_directory_said_of_an_unknown_caller_is_told_in_swedish(
    streamed: House, office: Reception
) -> None:
    call = ring(streamed.screening, phone_number("+46739999998"))
    told = trace(office, call, "sv")
    says = "Katalogen kände inte till numret."
    assert [step["directory_in_words"] for step in told["steps"]] == [says]
    path = f"/unmatched/{told['unmatched']['id']}"
    seen = office.ask("GET", path, query={"language": "sv"})
    assert seen.json["directory_in_words"] == says
    refused_language = office.ask("GET", path, query={"language": "fi"})
    assert (refused_language.status, refused_language.code) == (422, "invalid_input")
