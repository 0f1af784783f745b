import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { useMay } from "~/api/me";

import { useSay } from "~/words/say";

import { SeeToDialogue, type Deed } from "./SeeToDialogue";
import type { SetAside } from "./useQuarantine";

interface Props {
  readonly record: Pick<SetAside, "id" | "contact" | "is_waiting" | "reason_in_words">;
  readonly variant?: "normal" | "inline-link";
}

const OPERATIONS = { replay: "replay_record", discard: "discard_record" } as const;

/** What can be done about a record that waits. */
export function RecordDeeds({ record, variant = "normal" }: Props) {
  const say = useSay();
  const may = useMay();
  const [deed, setDeed] = useState<Deed | null>(null);
  if (!record.is_waiting) return null;
  const deeds = (["replay", "discard"] as const).filter((one) => may(OPERATIONS[one]));
  return (
    <>
      <SpaceBetween direction="horizontal" size="s">
        {deeds.map((one) => (
          <Button
            key={one}
            variant={variant}
            onClick={() => {
              setDeed(one);
            }}
          >
            {say(`quarantine.do_${one}`)}
          </Button>
        ))}
      </SpaceBetween>
      {deed && (
        <SeeToDialogue
          record={record}
          deed={deed}
          onDismiss={() => {
            setDeed(null);
          }}
        />
      )}
    </>
  );
}
