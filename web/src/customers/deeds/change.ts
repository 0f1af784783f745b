import type { components } from "~/api/client";
import type { MessageId, Say } from "~/words/say";

import type { TypedCustomer } from "../CustomerFields";
import type { Customer } from "../useCustomer";

type Change = Omit<components["schemas"]["CustomerChange"], "reason">;

export interface TypedChange extends TypedCustomer {
  /** With commas between. */
  readonly tags: string;
  readonly price_list: string;
  readonly requires_code: boolean;
}

export const FIELDS = [
  "name",
  "street",
  "postcode",
  "city",
  "email",
  "language",
  "tags",
  "price_list",
  "requires_code",
] as const satisfies readonly (keyof Change)[];

type Field = (typeof FIELDS)[number] | "status";

export const FIELD_WORDS: Readonly<Record<Field, MessageId>> = {
  name: "customers.name",
  street: "customers.street",
  postcode: "customers.postcode",
  city: "customers.city",
  email: "customers.email",
  language: "customers.language",
  tags: "customers.tags",
  price_list: "customers.price_list",
  requires_code: "customers.requires_code",
  status: "customers.status",
};

export function typedOf(customer: Customer): TypedChange {
  const { name, street, postcode, city, email, language, tags, price_list, requires_code } =
    customer;
  return {
    name,
    street,
    postcode,
    city,
    email: email ?? "",
    numbers: "",
    language,
    tags: tags.join(", "),
    price_list,
    requires_code,
  };
}

/** What is typed otherwise than it was, as the API wants it; nothing else. */
export function changeOf(before: Customer, typed: TypedChange): Change {
  const after = {
    name: typed.name.trim(),
    street: typed.street.trim(),
    postcode: typed.postcode.trim(),
    city: typed.city.trim(),
    email: typed.email.trim() || null,
    language: typed.language,
    tags: typed.tags
      .split(",")
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ""),
    price_list: typed.price_list,
    requires_code: typed.requires_code,
  } satisfies Change;
  const changed = FIELDS.filter(
    (field) => JSON.stringify(after[field]) !== JSON.stringify(before[field]),
  );
  return Object.fromEntries(changed.map((field) => [field, after[field]]));
}

/** One field to be read, whichever it is. */
export function wordsOf(
  field: Field,
  value: string | boolean | readonly string[] | null | undefined,
  say: Say,
): string {
  if (typeof value === "boolean") return say(value ? "fields.yes" : "fields.no");
  if (value === null || value === undefined) return say("parts.none");
  const text = typeof value === "string" ? value : value.join(", ");
  if (field === "language")
    return say(text === "en" ? "customers.language_en" : "customers.language_sv");
  if (field === "status") return say(`customers.status_${text as Customer["status"]}`);
  return text || say("parts.none");
}

/** What somebody else has changed since: as it was seen, and as it is. */
export function changesSince(
  seen: Customer,
  now: Customer,
  say: Say,
): { field: string; mine: string; theirs: string }[] {
  return ([...FIELDS, "status"] as const)
    .map((field) => ({
      field: say(FIELD_WORDS[field]),
      mine: wordsOf(field, seen[field], say),
      theirs: wordsOf(field, now[field], say),
    }))
    .filter(({ mine, theirs }) => mine !== theirs);
}
