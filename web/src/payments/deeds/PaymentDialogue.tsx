import Modal from "@cloudscape-design/components/modal";

import { Shown } from "~/parts/Shown";
import { useSay } from "~/words/say";

import { usePayment, type Payment } from "../usePayments";
import { AssignDialogue } from "./AssignDialogue";
import { DoneDialogue } from "./DoneDialogue";
import { ReturnDialogue } from "./ReturnDialogue";

export type PaymentMatter = "assign" | "return" | "done";

export interface PaymentDialogueProps {
  readonly payment: Payment;
  readonly onDone: () => void;
  readonly onDismiss: () => void;
}

interface Props extends Omit<PaymentDialogueProps, "payment"> {
  readonly id: string;
  readonly matter: PaymentMatter;
}

const DIALOGUES = { assign: AssignDialogue, return: ReturnDialogue, done: DoneDialogue };

/** What is done with a payment, as it is by now. */
export function PaymentDialogue({ id, matter, ...rest }: Props) {
  const say = useSay();
  const payment = usePayment(id);
  const Dialogue = DIALOGUES[matter];
  if (payment.told) return <Dialogue payment={payment.told} {...rest} />;
  return (
    <Modal visible header={say(`payments.deed_${matter}`)} onDismiss={rest.onDismiss}>
      <Shown read={payment}>{() => null}</Shown>
    </Modal>
  );
}
