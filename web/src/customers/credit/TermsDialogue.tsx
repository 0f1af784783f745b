import { useState } from "react";

import { api, type components } from "~/api/client";
import { matching } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import type { Read } from "~/api/useRead";
import { useTell } from "~/app/flashes";
import { formatMoney, parseAmount } from "~/formats/money";
import { MoneyField } from "~/parts/MoneyField";
import { TextField } from "~/parts/TextField";
import { VersionedDialogue, type Versioned } from "~/parts/VersionedDialogue";
import { useSay, type Say } from "~/words/say";

import type { Credit } from "../useCustomer";

type Terms = components["schemas"]["OwnTerms"];
type Wanted = components["schemas"]["ChangeTerms"];

const FIELDS = ["due_days", "limit_step", "limit_cap", "limit_days"] as const;
const WORDS = {
  due_days: "customers.due_days",
  limit_step: "customers.limit_step",
  limit_cap: "customers.limit_cap",
  limit_days: "customers.limit_days",
} as const;

interface Props {
  readonly read: Read<Credit>;
  readonly credit: Credit;
  readonly onDismiss: () => void;
}

/** What the customer has agreed otherwise than usual; what is left empty is as usual. */
export function TermsDialogue({ read, credit, onDismiss }: Props) {
  const say = useSay();
  const tell = useTell();
  const { customer, own_terms } = credit;
  const [typed, setTyped] = useState(() => typedOf(own_terms));
  const [isTried, setTried] = useState(false);
  const change = useDeed(
    ({ wanted, version }: Versioned<Wanted>) =>
      api.PUT("/customers/{customer}/credit/terms", {
        params: { path: { customer }, header: matching(version) },
        body: wanted,
      }),
    {
      touches: [["customers", customer]],
      onDone: () => {
        tell("success", say("customers.terms_changed"));
      },
    },
  );
  const terms = termsOf(typed, credit.limit.currency);
  return (
    <VersionedDialogue
      title={say("customers.terms_change")}
      submit={say("customers.terms_submit")}
      read={read}
      deed={change}
      want={(reason) => {
        setTried(true);
        return terms && { ...terms, reason };
      }}
      compare={(wanted, theirs) =>
        FIELDS.map((field) => ({
          field: say(WORDS[field]),
          mine: termWords(wanted[field], say),
          theirs: termWords(theirs.own_terms[field], say),
        })).filter(({ mine, theirs: other }) => mine !== other)
      }
      onDismiss={onDismiss}
    >
      {FIELDS.map((field) => {
        const isDays = field.endsWith("_days");
        const shared = {
          label: say(WORDS[field]),
          value: typed[field],
          isOptional: true,
          onChange: (value: string) => {
            setTyped({ ...typed, [field]: value });
          },
        };
        if (!isDays) return <MoneyField key={field} {...shared} isTried={isTried} />;
        const isWrong = isTried && typed[field].trim() !== "" && !isDayCount(typed[field]);
        return (
          <TextField
            key={field}
            {...shared}
            inputMode="numeric"
            fault={isWrong ? say("customers.days_wrong") : undefined}
          />
        );
      })}
    </VersionedDialogue>
  );
}

type TypedTerms = Record<(typeof FIELDS)[number], string>;

function typedOf({ due_days, limit_step, limit_cap, limit_days }: Terms): TypedTerms {
  return {
    due_days: due_days === null ? "" : String(due_days),
    limit_step: limit_step?.amount ?? "",
    limit_cap: limit_cap?.amount ?? "",
    limit_days: limit_days === null ? "" : String(limit_days),
  };
}

/** Null while something is not right. */
function termsOf(typed: TypedTerms, currency: string): Terms | null {
  const days = (text: string) => (text.trim() ? Number(text) : null);
  const money = (text: string) => {
    const amount = parseAmount(text);
    return amount === null ? null : { amount, currency };
  };
  for (const text of [typed.due_days, typed.limit_days])
    if (text.trim() && !isDayCount(text)) return null;
  for (const text of [typed.limit_step, typed.limit_cap])
    if (text.trim() && parseAmount(text) === null) return null;
  return {
    due_days: days(typed.due_days),
    limit_days: days(typed.limit_days),
    limit_step: money(typed.limit_step),
    limit_cap: money(typed.limit_cap),
  };
}

function isDayCount(text: string): boolean {
  return /^\d{1,3}$/.test(text.trim()) && Number(text) <= 365;
}

function termWords(term: Terms[(typeof FIELDS)[number]], say: Say): string {
  if (term === null) return say("customers.usual");
  if (typeof term === "number") return say("customers.due_days_count", { days: term });
  return formatMoney(term);
}
