import DatePicker from "@cloudscape-design/components/date-picker";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { useSay } from "~/words/say";

import { isPeriod, LONGEST_DAYS, PERIODS, type Period, type PeriodName } from "./period";

interface Props {
  readonly name: PeriodName;
  readonly period: Period;
  readonly onChoose: (change: { period: string; since?: string; until?: string }) => void;
}

/** Which days: one of the usual periods, or any of one's own. */
export function PeriodChoice({ name, period, onChoose }: Props) {
  const say = useSay();
  const options = PERIODS.map((value) => ({ value, label: say(`reports.period_${value}`) }));
  const chooseDay = (end: "since" | "until", day: string) => {
    onChoose({ period: "own", ...period, [end]: day });
  };
  return (
    <SpaceBetween direction="horizontal" size="s" alignItems="end">
      <FormField label={say("reports.period")}>
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === name) ?? null}
          onChange={({ detail }) => {
            const chosen = detail.selectedOption.value ?? "";
            if (chosen === "own") onChoose({ period: chosen, ...period });
            else onChoose({ period: chosen, since: "", until: "" });
          }}
        />
      </FormField>
      {(["since", "until"] as const).map((end) => (
        <FormField
          key={end}
          label={say(`reports.day_${end}`)}
          errorText={
            end === "until" && !isPeriod(period)
              ? say("reports.period_wrong", { days: LONGEST_DAYS })
              : undefined
          }
        >
          <DatePicker
            value={period[end]}
            locale="sv-SE"
            format="iso"
            placeholder={say("reports.day_form")}
            onChange={({ detail }) => {
              if (detail.value) chooseDay(end, detail.value);
            }}
          />
        </FormField>
      ))}
    </SpaceBetween>
  );
}
