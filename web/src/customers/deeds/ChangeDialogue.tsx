import Checkbox from "@cloudscape-design/components/checkbox";
import { useState } from "react";

import { addressOf } from "~/addresses/addresses";
import { api, type components } from "~/api/client";
import { matching } from "~/api/headers";
import { useMay } from "~/api/me";
import { fieldFault } from "~/api/problem";
import { useDeed } from "~/api/useDeed";
import { useRead } from "~/api/useRead";
import { useTell } from "~/app/flashes";
import { ChoiceField } from "~/parts/ChoiceField";
import { TextField } from "~/parts/TextField";
import { VersionedDialogue, type Versioned } from "~/parts/VersionedDialogue";
import { useSay } from "~/words/say";

import { CustomerFields, isFilledIn } from "../CustomerFields";
import { changeOf, FIELD_WORDS, FIELDS, typedOf, wordsOf } from "./change";
import type { DeedProps } from "./CustomerDeeds";

type Wanted = components["schemas"]["CustomerChange"];

/** Changes what the register says; only what was changed is sent. */
export function ChangeDialogue({ read, customer, onDismiss }: DeedProps) {
  const say = useSay();
  const may = useMay();
  const tell = useTell();
  const [before] = useState(customer);
  const [typed, setTyped] = useState(() => typedOf(customer));
  const [isTried, setTried] = useState(false);
  const { told: lists } = useRead(["price-lists"], (signal) => api.GET("/price-lists", { signal }));

  const change = useDeed(
    ({ wanted, version }: Versioned<Wanted>) =>
      api.PATCH("/customers/{customer}", {
        params: { path: { customer: customer.number }, header: matching(version) },
        body: wanted,
      }),
    {
      touches: [["customers"], addressOf(customer.number)],
      onDone: ({ told: { name } }) => {
        tell("success", say("customers.changed", { name }));
      },
    },
  );
  const names = new Set([...(lists?.items ?? []).map(({ name }) => name), typed.price_list]);
  return (
    <VersionedDialogue
      title={say("customers.change_of", { name: before.name })}
      submit={say("customers.change_submit")}
      read={read}
      deed={change}
      want={(reason) => {
        setTried(true);
        return isFilledIn(typed) ? { ...changeOf(before, typed), reason } : null;
      }}
      compare={(wanted, theirs) =>
        FIELDS.filter((field) => wanted[field] !== undefined)
          .map((field) => ({
            field: say(FIELD_WORDS[field]),
            mine: wordsOf(field, wanted[field], say),
            theirs: wordsOf(field, theirs[field], say),
          }))
          .filter(({ mine, theirs: other }) => mine !== other)
      }
      onDismiss={onDismiss}
    >
      <CustomerFields
        typed={typed}
        onChange={(fields) => {
          setTyped({ ...typed, ...fields });
        }}
        isTried={isTried}
        failure={change.failure}
        without={["numbers"]}
      />
      <TextField
        label={say("customers.tags")}
        says={say("customers.tags_says")}
        isOptional
        value={typed.tags}
        fault={fieldFault(change.failure, "tags")}
        onChange={(tags) => {
          setTyped({ ...typed, tags });
        }}
      />
      {may("change_terms") && (
        <ChoiceField
          label={say("customers.price_list")}
          value={typed.price_list}
          options={[...names].map((value) => ({ value, label: value }))}
          fault={fieldFault(change.failure, "price_list")}
          onChange={(price_list) => {
            setTyped({ ...typed, price_list });
          }}
        />
      )}
      <Checkbox
        checked={typed.requires_code}
        disabled={!before.has_code}
        description={before.has_code ? undefined : say("customers.requires_code_says")}
        onChange={({ detail }) => {
          setTyped({ ...typed, requires_code: detail.checked });
        }}
      >
        {say("customers.requires_code")}
      </Checkbox>
    </VersionedDialogue>
  );
}
