import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { ChoiceField } from "~/parts/ChoiceField";
import { LongTextField } from "~/parts/LongTextField";
import { TextField } from "~/parts/TextField";
import { useSay, type MessageId } from "~/words/say";

import { BandFields } from "./BandFields";
import { StepFields } from "./StepFields";
import type { Faults, TypedArticle } from "./typedArticle";
import "./prices.css";

const UNITS = ["minute", "call", "piece"] as const;

interface Props {
  readonly typed: TypedArticle;
  readonly onChange: (typed: TypedArticle) => void;
  /** What is wrong, once it was tried. */
  readonly faults: Faults;
  readonly hasNumber: boolean;
}

/** What is sold at which tariff; what is seldom said is below. */
export function ArticleFields({ typed, onChange, faults, hasNumber }: Props) {
  const say = useSay();
  const line = (
    field: Exclude<keyof TypedArticle, "unit" | "steps" | "bands">,
    label: MessageId,
    fault: MessageId,
    { says, isOptional = false }: { says?: MessageId; isOptional?: boolean } = {},
  ) => (
    <TextField
      label={say(label)}
      value={typed[field]}
      isOptional={isOptional}
      fault={faults.has(field) ? say(fault) : undefined}
      {...(says && { says: say(says) })}
      onChange={(text) => {
        onChange({ ...typed, [field]: text });
      }}
    />
  );
  const optional = { isOptional: true };
  const isSpecial = typed.steps.length > 0 || typed.bands.length > 0;
  return (
    <SpaceBetween size="m">
      <div className="half-fields">
        {!hasNumber && line("number", "prices.article", "prices.number_wrong")}
        {line("description", "prices.description", "parts.required")}
        <ChoiceField
          label={say("prices.unit")}
          value={typed.unit}
          options={UNITS.map((value) => ({ value, label: say(`prices.unit_${value}`) }))}
          onChange={(unit) => {
            onChange({ ...typed, unit });
          }}
        />
        {line("rate", "prices.rate", "prices.amount_wrong")}
        {line("fee", "prices.opening_fee", "prices.amount_wrong", optional)}
        {line("first", "prices.field_first_seconds", "prices.seconds_wrong")}
        {line("increment", "prices.field_increment_seconds", "prices.seconds_wrong")}
        {line("vat", "prices.vat", "prices.vat_wrong")}
        {line("free", "prices.field_free_seconds", "prices.seconds_wrong", optional)}
        {line("minimum", "prices.minimum", "prices.amount_wrong", optional)}
        {line("maximum", "prices.maximum", "prices.amount_wrong", optional)}
      </div>
      <ExpandableSection
        headerText={say("prices.special")}
        defaultExpanded={isSpecial || faults.has("bands") || faults.has("steps")}
      >
        <SpaceBetween size="m">
          <FormField
            label={say("prices.field_bands")}
            description={say("prices.bands_says")}
            errorText={faults.has("bands") && say("prices.bands_wrong")}
            stretch
          >
            <BandFields
              bands={typed.bands}
              onChange={(bands) => {
                onChange({ ...typed, bands });
              }}
            />
          </FormField>
          <LongTextField
            label={say("prices.field_holidays")}
            value={typed.holidays}
            says={say("prices.holidays_says")}
            fault={faults.has("holidays") ? say("prices.holidays_wrong") : undefined}
            isOptional
            onChange={(holidays) => {
              onChange({ ...typed, holidays });
            }}
          />
          <FormField
            label={say("prices.field_steps")}
            description={say("prices.steps_says")}
            errorText={faults.has("steps") && say("prices.steps_wrong")}
            stretch
          >
            <StepFields
              steps={typed.steps}
              onChange={(steps) => {
                onChange({ ...typed, steps });
              }}
            />
          </FormField>
        </SpaceBetween>
      </ExpandableSection>
    </SpaceBetween>
  );
}
