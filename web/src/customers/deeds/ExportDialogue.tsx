import Box from "@cloudscape-design/components/box";
import { useMutation } from "@tanstack/react-query";

import { isFailure } from "~/api/problem";
import { useTell } from "~/app/flashes";
import { DeedDialogue } from "~/parts/DeedDialogue";
import { saveFile } from "~/parts/saveFile";
import { useSay } from "~/words/say";

import type { DeedProps } from "./CustomerDeeds";
import { exportCustomer } from "./exportCustomer";

/** Downloads all that is kept of the customer, for whoever it is about. */
export function ExportDialogue({ customer: { number, name }, onDismiss }: DeedProps) {
  const say = useSay();
  const tell = useTell();
  const download = useMutation({
    mutationFn: () => exportCustomer(number),
    onSuccess: (document) => {
      const file = `customer-${number}.json`;
      saveFile(file, JSON.stringify(document, null, 2), "application/json");
      tell("success", say("customers.exported", { file }));
      onDismiss();
    },
  });
  return (
    <DeedDialogue
      title={say("customers.export_of", { name })}
      submit={say("customers.export_submit")}
      isPending={download.isPending}
      failure={isFailure(download.error) ? download.error : undefined}
      onSubmit={() => {
        download.mutate();
      }}
      onDismiss={onDismiss}
    >
      <Box>{say("customers.export_says")}</Box>
    </DeedDialogue>
  );
}
