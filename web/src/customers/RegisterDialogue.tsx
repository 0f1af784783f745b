import { useState } from "react";
import { useNavigate } from "react-router";

import { useTell } from "~/app/flashes";
import { api, type components } from "~/api/client";
import { useDeed } from "~/api/useDeed";
import { PreviewDialogue } from "~/parts/PreviewDialogue";
import { isReason, ReasonField } from "~/parts/ReasonField";
import { useSay } from "~/words/say";

import { CustomerForeseen } from "./CustomerForeseen";
import { CustomerFields, emptyCustomer, isFilledIn, numbersIn } from "./CustomerFields";

type NewCustomer = components["schemas"]["NewCustomer"];

export function RegisterDialogue({ onDismiss }: { onDismiss: () => void }) {
  const say = useSay();
  const tell = useTell();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(emptyCustomer);
  const [why, setWhy] = useState("");
  const [isTried, setTried] = useState(false);

  const preview = useDeed((wanted: NewCustomer) => {
    const { reason, ...customer } = wanted;
    return api.POST("/customers/preview", { body: customer });
  });
  const register = useDeed(
    (wanted: NewCustomer, key) =>
      api.POST("/customers", { params: { header: { "Idempotency-Key": key } }, body: wanted }),
    {
      touches: [["customers"]],
      onDone: ({ told: { name, number } }) => {
        tell("success", say("customers.registered", { name, number }));
        void navigate(`/customers/${number}`);
      },
    },
  );

  const want = (): NewCustomer | null => {
    setTried(true);
    if (!isFilledIn(typed) || !isReason(why)) return null;
    const { numbers, email, ...rest } = typed;
    return {
      ...rest,
      country: "SE",
      email: email.trim() || null,
      numbers: numbersIn(numbers),
      reason: why.trim(),
    };
  };
  return (
    <PreviewDialogue
      title={say("customers.register")}
      previewTitle={say("customers.register_foreseen")}
      preview={preview}
      deed={register}
      foresee={say("customers.register_foresee")}
      submit={say("customers.register_submit")}
      want={want}
      show={(foreseen) => <CustomerForeseen foreseen={foreseen} name={typed.name} />}
      isPossible={({ hindrances }) => !hindrances.length}
      onDismiss={onDismiss}
    >
      <CustomerFields
        typed={typed}
        onChange={setTyped}
        isTried={isTried}
        failure={preview.failure ?? register.failure}
      />
      <ReasonField reason={why} onChange={setWhy} isTried={isTried} />
    </PreviewDialogue>
  );
}
