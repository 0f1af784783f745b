import DatePicker from "@cloudscape-design/components/date-picker";
import Select from "@cloudscape-design/components/select";

import { formatTelephone } from "~/formats/numbers";
import { Filters, FilterField } from "~/parts/Filters";
import { InstantText } from "~/parts/InstantText";
import { ListTable, type Column } from "~/parts/ListTable";
import { MoneyText } from "~/parts/MoneyText";
import { PageLink } from "~/parts/PageLink";
import { TextFilter } from "~/parts/TextFilter";
import { useAddress } from "~/parts/useAddress";
import { useSay, type Say } from "~/words/say";

import { callerWords, VERDICTS, VerdictWord } from "./callWords";
import { reasonWords } from "./reasons";
import { FILTERS, useJournal, type ListedCall } from "./useJournal";

/** What was decided of every call. */
export function Journal() {
  const say = useSay();
  const [chosen, choose] = useAddress(FILTERS);
  const journal = useJournal(chosen);
  const verdicts = [
    { value: "", label: say("calls.verdict_any") },
    ...VERDICTS.map((value) => ({ value, label: say(`calls.verdict_${value}`) })),
  ];
  return (
    <ListTable
      title={say("calls.journal")}
      list={journal}
      idOf={({ call, step }) => `${call} ${step}`}
      columns={journalColumns(say)}
      empty={say("calls.journal_none")}
      filter={
        <Filters>
          <FilterField label={say("calls.number")}>
            <TextFilter
              key={chosen.number}
              text={chosen.number}
              placeholder={say("calls.number_says")}
              onChoose={(number) => {
                choose({ number });
              }}
            />
          </FilterField>
          <FilterField label={say("calls.day")}>
            <DatePicker
              value={chosen.day}
              locale="sv-SE"
              format="iso"
              placeholder={say("calls.day_form")}
              onChange={({ detail }) => {
                choose({ day: detail.value });
              }}
            />
          </FilterField>
          <FilterField label={say("calls.verdict")}>
            <Select
              options={verdicts}
              selectedOption={verdicts.find(({ value }) => value === chosen.verdict) ?? null}
              onChange={({ detail }) => {
                choose({ verdict: detail.selectedOption.value ?? "" });
              }}
            />
          </FilterField>
        </Filters>
      }
    />
  );
}

export function journalColumns(say: Say): readonly Column<ListedCall>[] {
  return [
    {
      id: "at",
      header: say("calls.at"),
      minWidth: 140,
      cell: ({ at, call }) => (
        <PageLink to={`/calls/${call}`}>
          <InstantText instant={at} />
        </PageLink>
      ),
    },
    { id: "number", header: say("calls.number"), cell: ({ number }) => callerWords(number, say) },
    {
      id: "customer",
      header: say("calls.customer"),
      minWidth: 140,
      cell: ({ customer, customer_name }) =>
        customer ? (
          <PageLink to={`/customers/${customer}`}>{customer_name ?? customer}</PageLink>
        ) : (
          say("parts.none")
        ),
    },
    { id: "line", header: say("calls.line"), cell: ({ line }) => formatTelephone(line) },
    {
      id: "verdict",
      header: say("calls.verdict"),
      cell: ({ verdict }) => <VerdictWord verdict={verdict} />,
    },
    {
      id: "reason",
      header: say("calls.reason"),
      minWidth: 160,
      cell: ({ verdict, reason }) =>
        verdict === "ADMIT" ? say("parts.none") : reasonWords(reason, say),
    },
    {
      id: "hold",
      header: say("calls.held"),
      cell: ({ hold }) => (hold ? <MoneyText money={hold} /> : say("parts.none")),
      isNumeric: true,
    },
  ];
}
