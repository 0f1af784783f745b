import ColumnLayout from "@cloudscape-design/components/column-layout";

import { fieldFault, type Failure } from "~/api/problem";
import { dayBegins, dayEnds, isDay } from "~/formats/days";
import { useSay } from "~/words/say";

import { DayField } from "./DayField";

export interface Days {
  readonly from: string;
  readonly until: string;
}

interface Props {
  readonly days: Days;
  readonly onChange: (days: Days) => void;
  readonly failure: Failure | undefined;
}

/** From which day, and up to and including which; now and until further notice if not said. */
export function PeriodFields({ days, onChange, failure }: Props) {
  const say = useSay();
  return (
    <ColumnLayout columns={2}>
      <DayField
        label={say("fields.from_day")}
        isOptional
        value={days.from}
        fault={fieldFault(failure, "valid_from")}
        onChange={(from) => {
          onChange({ ...days, from });
        }}
      />
      <DayField
        label={say("fields.until_day")}
        isOptional
        value={days.until}
        fault={fieldFault(failure, "valid_until")}
        onChange={(until) => {
          onChange({ ...days, until });
        }}
      />
    </ColumnLayout>
  );
}

/** As the API wants it. What is no day yet is sent as typed, for the API to say so. */
export function periodOf({ from, until }: Days): {
  valid_from: string | null;
  valid_until: string | null;
} {
  return {
    valid_from: from ? (isDay(from) ? dayBegins(from) : from) : null,
    valid_until: until ? (isDay(until) ? dayEnds(until) : until) : null,
  };
}
