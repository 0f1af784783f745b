import { useState } from "react";

import { api, type components } from "~/api/client";
import { keyed } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import {
  CustomerFields,
  emptyCustomer,
  isFilledIn,
  type TypedCustomer,
} from "~/customers/CustomerFields";
import { CustomerForeseen } from "~/customers/CustomerForeseen";
import { PreviewDialogue } from "~/parts/PreviewDialogue";
import { isReason, ReasonField } from "~/parts/ReasonField";
import { useSay } from "~/words/say";

import { callerName, TOUCHED, type SeeingTo } from "./unmatched";

type Wanted = components["schemas"]["RegisterUnmatched"];

/** Makes the caller a customer, by the name and address they gave. */
export function RegisterCallerDialogue({ caller, onDone, onDismiss }: SeeingTo) {
  const say = useSay();
  const tell = useTell();
  const [typed, setTyped] = useState<TypedCustomer>({ ...emptyCustomer, ...caller.owner });
  const [why, setWhy] = useState("");
  const [isTried, setTried] = useState(false);

  const preview = useDeed(({ reason, ...customer }: Wanted) =>
    api.POST("/customers/preview", {
      body: { ...customer, numbers: caller.number ? [caller.number] : [], tags: [] },
    }),
  );
  const register = useDeed(
    (wanted: Wanted, key) =>
      api.POST("/unmatched/{entry}/registering", {
        params: { path: { entry: caller.id }, header: keyed(key) },
        body: wanted,
      }),
    {
      touches: TOUCHED,
      onDone: ({ told: { seen } }, { name }) => {
        tell("success", say("customers.registered", { name, number: seen?.customer ?? "" }));
      },
    },
  );
  const want = (): Wanted | null => {
    setTried(true);
    if (!isFilledIn(typed) || !isReason(why)) return null;
    const { name, street, postcode, city, language } = typed;
    return { name, street, postcode, city, language, country: "SE", reason: why.trim() };
  };
  return (
    <PreviewDialogue
      title={say("unmatched.register_of", { caller: callerName(caller.number, say) })}
      previewTitle={say("customers.register_foreseen")}
      preview={preview}
      deed={register}
      foresee={say("fields.foresee")}
      submit={say("customers.register_submit")}
      want={want}
      show={(foreseen) => <CustomerForeseen foreseen={foreseen} name={typed.name} />}
      isPossible={({ hindrances }) => !hindrances.length}
      onDone={onDone}
      onDismiss={onDismiss}
    >
      <CustomerFields
        typed={typed}
        onChange={setTyped}
        isTried={isTried}
        failure={preview.failure ?? register.failure}
        without={["email", "numbers"]}
      />
      <ReasonField reason={why} onChange={setWhy} isTried={isTried} />
    </PreviewDialogue>
  );
}
