import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { useMay } from "~/api/me";
import { Feed } from "~/happenings/Feed";
import { useCreditHistory } from "~/happenings/useHappenings";
import { Shown } from "~/parts/Shown";
import { useSay } from "~/words/say";

import { HoldsTable } from "../credit/HoldsTable";
import { LimitDialogue } from "../credit/LimitDialogue";
import { TermsDialogue } from "../credit/TermsDialogue";
import { TermsFacts } from "../credit/TermsFacts";
import { useCredit } from "../useCustomer";
import type { TabProps } from "./tabs";

/** On what terms the customer may ring, what is held for calls, and how the limit came to be. */
export default function CreditTab({ customer: { number } }: TabProps) {
  const say = useSay();
  const may = useMay();
  const credit = useCredit(number);
  const history = useCreditHistory(number);
  const [changing, setChanging] = useState<"limit" | "terms" | null>(null);
  const close = () => {
    setChanging(null);
  };
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                {may("change_terms") && (
                  <Button
                    onClick={() => {
                      setChanging("terms");
                    }}
                  >
                    {say("customers.terms_change")}
                  </Button>
                )}
                {may("change_limit") && (
                  <Button
                    variant="primary"
                    onClick={() => {
                      setChanging("limit");
                    }}
                  >
                    {say("customers.limit_change")}
                  </Button>
                )}
              </SpaceBetween>
            }
          >
            {say("customers.terms")}
          </Header>
        }
      >
        <Shown read={credit}>{(told) => <TermsFacts credit={told} />}</Shown>
      </Container>
      <Shown read={credit}>{({ holds }) => <HoldsTable holds={holds} />}</Shown>
      <Container header={<Header variant="h2">{say("customers.credit_history")}</Header>}>
        <Feed list={history} label={say("customers.credit_history")} />
      </Container>
      {changing === "limit" && credit.told && (
        <LimitDialogue credit={credit.told} onDismiss={close} />
      )}
      {changing === "terms" && credit.told && (
        <TermsDialogue read={credit} credit={credit.told} onDismiss={close} />
      )}
    </SpaceBetween>
  );
}
