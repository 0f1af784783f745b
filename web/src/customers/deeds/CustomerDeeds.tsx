import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import type { Operation } from "~/api/client";
import { useMay } from "~/api/me";
import type { Read } from "~/api/useRead";
import { useSay } from "~/words/say";

import type { Customer } from "../useCustomer";
import { ChangeDialogue } from "./ChangeDialogue";
import { CloseDialogue } from "./CloseDialogue";
import { EraseDialogue } from "./EraseDialogue";
import { ExportDialogue } from "./ExportDialogue";
import { MergeDialogue } from "./MergeDialogue";
import { ReopenDialogue } from "./ReopenDialogue";

export interface DeedProps {
  readonly read: Read<Customer>;
  readonly customer: Customer;
  readonly onDismiss: () => void;
}

const DIALOGUES = {
  change: ChangeDialogue,
  close: CloseDialogue,
  reopen: ReopenDialogue,
  merge: MergeDialogue,
  export: ExportDialogue,
  erase: EraseDialogue,
} as const;
type DeedId = keyof typeof DIALOGUES;

/** What each deed needs, and of whom it can be done. */
const RULES: readonly (readonly [DeedId, Operation, readonly Customer["status"][]])[] = [
  ["change", "change_customer", ["active", "closed"]],
  ["close", "close_customer", ["active"]],
  ["reopen", "reopen_customer", ["closed"]],
  ["merge", "merge_customer", ["active", "closed"]],
  ["export", "export_customer", ["active", "closed", "merged", "erased"]],
  ["erase", "erase_customer", ["active", "closed"]],
];

/** What can be done about the customer as a whole. */
export function CustomerDeeds({ read, customer }: Omit<DeedProps, "onDismiss">) {
  const say = useSay();
  const may = useMay();
  const [opened, setOpened] = useState<DeedId | null>(null);
  const offered = RULES.filter(
    ([, operation, statuses]) => may(operation) && statuses.includes(customer.status),
  ).map(([deed]) => deed);
  const others = offered.filter((deed) => deed !== "change");
  const Dialogue = opened && DIALOGUES[opened];
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        {others.length > 0 && (
          <ButtonDropdown
            items={others.map((deed) => ({ id: deed, text: say(`customers.deed_${deed}`) }))}
            onItemClick={({ detail }) => {
              setOpened(others.find((deed) => deed === detail.id) ?? null);
            }}
          >
            {say("customers.deeds")}
          </ButtonDropdown>
        )}
        {offered.includes("change") && (
          <Button
            variant="primary"
            onClick={() => {
              setOpened("change");
            }}
          >
            {say("customers.deed_change")}
          </Button>
        )}
      </SpaceBetween>
      {Dialogue && (
        <Dialogue
          read={read}
          customer={customer}
          onDismiss={() => {
            setOpened(null);
          }}
        />
      )}
    </>
  );
}
