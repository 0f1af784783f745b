import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { AddressComparison } from "~/addresses/AddressComparison";
import { touchedByAddress, useAddressFile } from "~/addresses/addresses";
import { DecideDialogue } from "~/addresses/DecideDialogue";
import { api } from "~/api/client";
import { keyed } from "~/api/headers";
import { useMay } from "~/api/me";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { Shown } from "~/parts/Shown";
import { useSay } from "~/words/say";

import type { TabProps } from "./tabs";

/** What register and directory say, and what is to stand. */
export default function AddressTab({ customer: { number, status } }: TabProps) {
  const say = useSay();
  const may = useMay();
  const address = useAddressFile(number);
  const [doing, setDoing] = useState<"check" | "decide" | null>(null);
  const close = () => {
    setDoing(null);
  };
  const { is_waiting = false, finding } = address.told ?? {};
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {status === "active" && may("check_address") && (
                <Button
                  onClick={() => {
                    setDoing("check");
                  }}
                >
                  {say("addresses.check")}
                </Button>
              )}
              {is_waiting && may("decide_address") && (
                <Button
                  variant="primary"
                  onClick={() => {
                    setDoing("decide");
                  }}
                >
                  {say("addresses.decide")}
                </Button>
              )}
            </SpaceBetween>
          }
        >
          {say("customers.tab_address")}
        </Header>
      }
    >
      <Shown read={address}>
        {(file) => (
          <SpaceBetween size="m">
            {file.is_waiting && <Alert type="warning">{say("addresses.waits")}</Alert>}
            {file.finding?.decision && (
              <Alert type="info">
                {say(`addresses.decided_${file.finding.decision.choice}`, {
                  who: file.finding.decision.who,
                  why: file.finding.decision.why,
                })}
              </Alert>
            )}
            <AddressComparison file={file} />
          </SpaceBetween>
        )}
      </Shown>
      {doing === "check" && <CheckDialogue customer={number} onDismiss={close} />}
      {doing === "decide" && address.told && finding && (
        <DecideDialogue file={address.told} finding={finding} onDismiss={close} />
      )}
    </Container>
  );
}

/** Has the directory asked now. */
function CheckDialogue({ customer, onDismiss }: { customer: string; onDismiss: () => void }) {
  const say = useSay();
  const tell = useTell();
  const check = useDeed(
    (reason: string, key) =>
      api.POST("/customers/{customer}/address/checking", {
        params: { path: { customer }, header: keyed(key) },
        body: { reason },
      }),
    {
      touches: touchedByAddress(customer),
      onDone: ({ told: { outcome } }) => {
        tell(
          outcome === "confirmed" ? "success" : "warning",
          say("addresses.checked", { outcome: say(`addresses.outcome_${outcome}`) }),
        );
      },
    },
  );
  return (
    <ReasonDialogue
      title={say("addresses.check")}
      submit={say("addresses.check_submit")}
      deed={check}
      want={(reason) => reason}
      onDismiss={onDismiss}
    >
      <Box>{say("addresses.check_says")}</Box>
    </ReasonDialogue>
  );
}
