import Box from "@cloudscape-design/components/box";

import { api, type components } from "~/api/client";
import { keyed } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { useSay } from "~/words/say";

interface Props {
  readonly customer: string;
  readonly discount: components["schemas"]["Discount"];
  readonly words: string;
  readonly onDismiss: () => void;
}

/** Ends a discount: calls that begin from now on are without it. */
export function EndDiscountDialogue({ customer, discount, words, onDismiss }: Props) {
  const say = useSay();
  const tell = useTell();
  const end = useDeed(
    (reason: string, key) =>
      api.POST("/customers/{customer}/discounts/{discount}/ending", {
        params: { path: { customer, discount: discount.id }, header: keyed(key) },
        body: { reason },
      }),
    {
      touches: [["customers", customer]],
      onDone: () => {
        tell("success", say("customers.discount_ended", { discount: words }));
      },
    },
  );
  return (
    <ReasonDialogue
      title={say("customers.discount_end_named", { discount: words })}
      submit={say("customers.discount_end_submit")}
      deed={end}
      want={(reason) => reason}
      onDismiss={onDismiss}
    >
      <Box>{say("customers.discount_end_says")}</Box>
    </ReasonDialogue>
  );
}
