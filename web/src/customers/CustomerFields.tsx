import FormField from "@cloudscape-design/components/form-field";
import Grid from "@cloudscape-design/components/grid";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import Textarea from "@cloudscape-design/components/textarea";
import type { ReactNode } from "react";

import { fieldFault, type Failure } from "~/api/problem";
import { useSay, type MessageId } from "~/words/say";

export interface TypedCustomer {
  readonly name: string;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  readonly email: string;
  readonly numbers: string;
  readonly language: "sv" | "en";
}

export const emptyCustomer: TypedCustomer = {
  name: "",
  street: "",
  postcode: "",
  city: "",
  email: "",
  numbers: "",
  language: "sv",
};

const REQUIRED = ["name", "street", "postcode", "city"] as const;
const WIDE = { default: 12, s: 12 };
const HALF = { default: 12, s: 6 };

interface Props {
  readonly typed: TypedCustomer;
  readonly onChange: (typed: TypedCustomer) => void;
  readonly isTried: boolean;
  readonly failure: Failure | undefined;
  /** What is not asked for here. */
  readonly without?: readonly (keyof TypedCustomer)[];
}

export function CustomerFields({ typed, onChange, isTried, failure, without = [] }: Props) {
  const say = useSay();
  const line = (
    field: Exclude<keyof TypedCustomer, "language" | "numbers">,
    title: MessageId,
  ): ReactNode => {
    const isMissing = isTried && isOneOf(field, REQUIRED) && !typed[field].trim();
    const label = say(title);
    return (
      <FormField
        key={field}
        label={isOneOf(field, REQUIRED) ? label : `${label} – ${say("customers.optional")}`}
        errorText={isMissing ? say("parts.required") : fieldFault(failure, field)}
        stretch
      >
        <Input
          value={typed[field]}
          type={field === "email" ? "email" : "text"}
          onChange={({ detail }) => {
            onChange({ ...typed, [field]: detail.value });
          }}
        />
      </FormField>
    );
  };
  const languages = (["sv", "en"] as const).map((value) => ({
    value,
    label: say(`customers.language_${value}`),
  }));
  const fields: readonly (readonly [keyof TypedCustomer, typeof WIDE, ReactNode])[] = [
    ["name", WIDE, line("name", "customers.name")],
    ["street", WIDE, line("street", "customers.street")],
    ["postcode", HALF, line("postcode", "customers.postcode")],
    ["city", HALF, line("city", "customers.city")],
    ["email", HALF, line("email", "customers.email")],
    [
      "language",
      HALF,
      <FormField key="language" label={say("customers.language")} stretch>
        <Select
          options={languages}
          selectedOption={languages.find(({ value }) => value === typed.language) ?? null}
          onChange={({ detail }) => {
            onChange({ ...typed, language: detail.selectedOption.value === "en" ? "en" : "sv" });
          }}
        />
      </FormField>,
    ],
    [
      "numbers",
      WIDE,
      <FormField
        key="numbers"
        label={`${say("customers.numbers")} – ${say("customers.optional")}`}
        constraintText={say("customers.numbers_says")}
        errorText={fieldFault(failure, "numbers")}
        stretch
      >
        <Textarea
          rows={2}
          value={typed.numbers}
          onChange={({ detail }) => {
            onChange({ ...typed, numbers: detail.value });
          }}
        />
      </FormField>,
    ],
  ];
  const asked = fields.filter(([field]) => !without.includes(field));
  return (
    <Grid gridDefinition={asked.map(([, colspan]) => ({ colspan }))}>
      {asked.map(([, , field]) => field)}
    </Grid>
  );
}

export function isFilledIn(typed: TypedCustomer): boolean {
  return REQUIRED.every((field) => typed[field].trim() !== "");
}

/** One a line or with commas between, as they were typed: the API reads any spelling. */
export function numbersIn(typed: string): string[] {
  return typed
    .split(/[\n,;]/)
    .map((number) => number.trim())
    .filter((number) => number !== "");
}

function isOneOf(field: string, fields: readonly string[]): boolean {
  return fields.includes(field);
}
