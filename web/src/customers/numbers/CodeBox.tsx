import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { api } from "~/api/client";
import { useMay } from "~/api/me";
import { useRead } from "~/api/useRead";
import { Facts } from "~/parts/Facts";
import { InstantText } from "~/parts/InstantText";
import { SecretOnce } from "~/parts/SecretOnce";
import { Shown } from "~/parts/Shown";
import { useSay } from "~/words/say";

import type { Customer } from "../useCustomer";
import { IssueCodeDialogue, RevokeCodeDialogue } from "./CodeDialogues";

/** Whether the customer has a code. A new one is shown once. */
export function CodeBox({ customer: { number: customer, status } }: { customer: Customer }) {
  const say = useSay();
  const may = useMay();
  const [asked, setAsked] = useState<"issue" | "revoke" | null>(null);
  const [code, setCode] = useState<string | null>(null);
  const pin = useRead(["customers", customer, "pin"], (signal) =>
    api.GET("/customers/{customer}/pin", { params: { path: { customer } }, signal }),
  );
  const isSet = pin.told?.is_set === true;
  const mayChange = may("issue_pin") && status === "active";
  const close = () => {
    setAsked(null);
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            mayChange && (
              <SpaceBetween direction="horizontal" size="xs">
                {isSet && (
                  <Button
                    onClick={() => {
                      setAsked("revoke");
                    }}
                  >
                    {say("customers.code_revoke")}
                  </Button>
                )}
                <Button
                  onClick={() => {
                    setAsked("issue");
                  }}
                >
                  {say("customers.code_issue")}
                </Button>
              </SpaceBetween>
            )
          }
        >
          {say("customers.code")}
        </Header>
      }
    >
      <Shown read={pin}>
        {({ is_set, is_required, issued_at }) => (
          <Facts
            columns={3}
            facts={[
              [say("customers.code"), say(is_set ? "customers.code_has" : "customers.code_none")],
              [say("customers.code_must"), say(is_required ? "fields.yes" : "fields.no")],
              [
                say("customers.code_issued_at"),
                issued_at && <InstantText key="at" instant={issued_at} />,
              ],
            ]}
          />
        )}
      </Shown>
      {asked === "issue" && (
        <IssueCodeDialogue
          customer={customer}
          isAnother={isSet}
          onIssued={setCode}
          onDismiss={close}
        />
      )}
      {asked === "revoke" && <RevokeCodeDialogue customer={customer} onDismiss={close} />}
      {code && (
        <SecretOnce
          title={say("customers.code_new")}
          secret={code}
          says={say("customers.code_new_says")}
          onDismiss={() => {
            setCode(null);
          }}
        />
      )}
    </Container>
  );
}
