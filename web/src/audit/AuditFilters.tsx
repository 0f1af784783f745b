import DatePicker from "@cloudscape-design/components/date-picker";
import Select from "@cloudscape-design/components/select";

import { DEEDS, deedWords } from "~/parts/deedWords";
import { Filters, FilterField } from "~/parts/Filters";
import { TextFilter } from "~/parts/TextFilter";
import { useSay } from "~/words/say";

export const FILTERS = ["customer", "who", "what", "since", "until"] as const;
type Chosen = Readonly<Record<(typeof FILTERS)[number], string>>;

interface Props {
  readonly chosen: Chosen;
  readonly onChoose: (change: Partial<Chosen>) => void;
}

export function AuditFilters({ chosen, onChoose }: Props) {
  const say = useSay();
  const deeds = DEEDS.map((value) => ({ value, label: deedWords(value, say) })).sort((one, other) =>
    one.label.localeCompare(other.label, "sv"),
  );
  const options = [{ value: "", label: say("audit.any") }, ...deeds];
  return (
    <Filters>
      <FilterField label={say("audit.what")}>
        <Select
          options={options}
          filteringType="auto"
          filteringAriaLabel={say("audit.what")}
          selectedOption={options.find(({ value }) => value === chosen.what) ?? null}
          onChange={({ detail }) => {
            onChoose({ what: detail.selectedOption.value ?? "" });
          }}
        />
      </FilterField>
      {(["who", "customer"] as const).map((name) => (
        <FilterField key={name} label={say(name === "who" ? "audit.who" : "audit.customer")}>
          <TextFilter
            key={chosen[name]}
            text={chosen[name]}
            placeholder={say(name === "who" ? "audit.who_says" : "audit.customer_says")}
            onChoose={(text) => {
              onChoose({ [name]: text });
            }}
          />
        </FilterField>
      ))}
      {(["since", "until"] as const).map((end) => (
        <FilterField key={end} label={say(`audit.day_${end}`)}>
          <DatePicker
            value={chosen[end]}
            locale="sv-SE"
            format="iso"
            placeholder={say("audit.day_form")}
            onChange={({ detail }) => {
              onChoose({ [end]: detail.value });
            }}
          />
        </FilterField>
      ))}
    </Filters>
  );
}
