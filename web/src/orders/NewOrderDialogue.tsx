import { useState } from "react";

import { api } from "~/api/client";
import { keyed } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { formatMoney } from "~/formats/money";
import { PreviewDialogue } from "~/parts/PreviewDialogue";
import { isReason, ReasonField } from "~/parts/ReasonField";
import { useSay } from "~/words/say";

import { foresee, type ForeseenOrder, type WantedOrder } from "./foresee";
import { NewOrderFields, type TypedOrder } from "./NewOrderFields";
import { parseOrder } from "./parseOrder";
import { touchedByOrder } from "./orders";
import { shiftsBy } from "./standing";
import { SumForeseen } from "./SumForeseen";

interface Props {
  readonly customer: string;
  readonly priceList: string;
  readonly onDismiss: () => void;
}

const NOTHING: TypedOrder = {
  kind: "own",
  text: "",
  price: "",
  percent: "25",
  article: "",
  quantity: "1",
};

/** Enters a line on a customer's open basis, once its sum and VAT are seen. */
export function NewOrderDialogue({ customer, priceList, onDismiss }: Props) {
  const say = useSay();
  const tell = useTell();
  const [typed, setTyped] = useState(NOTHING);
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);

  const preview = useDeed<WantedOrder, ForeseenOrder>((wanted) =>
    foresee(wanted, customer, priceList),
  );
  const enter = useDeed(
    (wanted: WantedOrder, key) =>
      api.POST("/orders", {
        params: { header: keyed(key) },
        body: { customer, ...wanted },
      }),
    {
      touches: touchedByOrder(customer),
      onDone: ({ told: { amount, basis } }) => {
        tell("success", say("orders.entered", { amount: formatMoney(amount), basis }));
      },
    },
  );
  const want = (): WantedOrder | null => {
    setTried(true);
    const order = parseOrder(typed);
    return order && isReason(reason) ? { ...order, reason: reason.trim() } : null;
  };
  return (
    <PreviewDialogue
      title={say("orders.enter")}
      previewTitle={say("orders.enter_foreseen")}
      preview={preview}
      deed={enter}
      foresee={say("fields.foresee")}
      submit={say("orders.enter_submit")}
      want={want}
      show={({ text, sum, vatPercent, standing }) => (
        <SumForeseen
          text={text}
          sum={sum}
          vatPercent={vatPercent}
          shifts={shiftsBy(sum, standing, say)}
        />
      )}
      isPossible={() => true}
      onDismiss={onDismiss}
    >
      <NewOrderFields
        typed={typed}
        onChange={setTyped}
        isTried={isTried}
        priceList={priceList}
        failure={enter.failure}
      />
      <ReasonField reason={reason} onChange={setReason} isTried={isTried} />
    </PreviewDialogue>
  );
}
