import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useParams } from "react-router";

import { useMay } from "~/api/me";
import { formatMoney, isZero, minorUnits } from "~/formats/money";
import { Page } from "~/parts/Page";
import { Shown } from "~/parts/Shown";
import { useSay } from "~/words/say";

import { PaymentDialogue, type PaymentMatter } from "./deeds/PaymentDialogue";
import { PaymentFacts } from "./PaymentFacts";
import { PaymentMoney } from "./PaymentMoney";
import { PaymentWhere } from "./PaymentWhere";
import { usePayment, type Payment } from "./usePayments";

/** One payment: what it said, where its money is, and what is to be done about it. */
export default function PaymentPage() {
  const say = useSay();
  const { payment: id = "" } = useParams();
  const payment = usePayment(id);
  const [matter, setMatter] = useState<PaymentMatter | null>(null);
  const { told } = payment;
  return (
    <Page
      title={
        told ? say("payments.one", { amount: formatMoney(told.amount), day: told.bank_date }) : id
      }
      under={[{ text: say("payments.title"), href: "/payments" }]}
      description={told && <PaymentWhere payment={told} />}
      actions={told && <Actions payment={told} onChoose={setMatter} />}
    >
      <Shown read={payment}>
        {(shown) => (
          <SpaceBetween size="l">
            {shown.task && (
              <Alert type="warning" header={say("payments.has_task")}>
                {shown.task}
              </Alert>
            )}
            {shown.suspended_because_in_words && !isZero(shown.suspense) && (
              <Alert type="warning" header={say("payments.in_suspense")}>
                {shown.suspended_because_in_words}
              </Alert>
            )}
            <Container header={<Header variant="h2">{say("payments.facts")}</Header>}>
              <PaymentFacts payment={shown} />
            </Container>
            <Container header={<Header variant="h2">{say("payments.money")}</Header>}>
              <PaymentMoney payment={shown} />
            </Container>
          </SpaceBetween>
        )}
      </Shown>
      {matter && (
        <PaymentDialogue
          id={id}
          matter={matter}
          onDone={() => {
            setMatter(null);
          }}
          onDismiss={() => {
            setMatter(null);
          }}
        />
      )}
    </Page>
  );
}

interface ActionsProps {
  readonly payment: Payment;
  readonly onChoose: (matter: PaymentMatter) => void;
}

function Actions({ payment, onChoose }: ActionsProps) {
  const say = useSay();
  const may = useMay();
  const { suspense, prepaid, task } = payment;
  const hasSuspense = minorUnits(suspense) > 0n;
  const matters: readonly (readonly [PaymentMatter, boolean])[] = [
    ["return", may("return_payment") && (hasSuspense || minorUnits(prepaid) > 0n)],
    ["done", may("end_payment_task") && task !== null],
    ["assign", may("assign_payment") && hasSuspense],
  ];
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {matters
        .filter(([, isOffered]) => isOffered)
        .map(([matter]) => (
          <Button
            key={matter}
            variant={matter === "assign" ? "primary" : "normal"}
            onClick={() => {
              onChoose(matter);
            }}
          >
            {say(`payments.deed_${matter}`)}
          </Button>
        ))}
    </SpaceBetween>
  );
}
