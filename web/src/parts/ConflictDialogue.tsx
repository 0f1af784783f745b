import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import type { ReactNode } from "react";

import { useSay } from "~/words/say";

/** One thing that both may have changed. */
export interface Difference {
  readonly field: string;
  readonly mine: ReactNode;
  readonly theirs: ReactNode;
}

interface Props {
  readonly differences: readonly Difference[];
  readonly isPending: boolean;
  /** Forget mine. */
  readonly onKeepTheirs: () => void;
  /** Act on the version that theirs is. */
  readonly onSaveMine: () => void;
  /** Of its button, where it does something else than saving. */
  readonly saveMine?: string;
}

/** Somebody changed it since it was read (412): shows both, and lets one be chosen. */
export function ConflictDialogue(props: Props) {
  const { differences, isPending, onKeepTheirs, onSaveMine, saveMine } = props;
  const say = useSay();
  return (
    <Modal
      visible
      size="large"
      header={say("parts.conflict_title")}
      onDismiss={onKeepTheirs}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onKeepTheirs}>{say("parts.conflict_keep_theirs")}</Button>
            <Button variant="primary" loading={isPending} onClick={onSaveMine}>
              {saveMine ?? say("parts.conflict_save_mine")}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box>{say("parts.conflict_says")}</Box>
        <Table
          variant="embedded"
          items={differences}
          trackBy="field"
          ariaLabels={{ tableLabel: say("parts.conflict_title") }}
          columnDefinitions={[
            {
              id: "field",
              header: say("parts.conflict_field"),
              cell: (item) => item.field,
              isRowHeader: true,
            },
            { id: "mine", header: say("parts.conflict_mine"), cell: (item) => item.mine },
            { id: "theirs", header: say("parts.conflict_theirs"), cell: (item) => item.theirs },
          ]}
        />
      </SpaceBetween>
    </Modal>
  );
}
