import Box from "@cloudscape-design/components/box";
import { useState } from "react";
import { useNavigate } from "react-router";

import { DeedDialogue } from "~/parts/DeedDialogue";
import { TextField } from "~/parts/TextField";
import { useSay } from "~/words/say";

interface Props {
  readonly known: readonly string[];
  readonly onDismiss: () => void;
}

/** A name is chosen here; the list is there once its first version is added. */
export function NewListDialogue({ known, onDismiss }: Props) {
  const say = useSay();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [isTried, setTried] = useState(false);
  const isWrong = !/^[a-z0-9][a-z0-9-]{0,39}$/.test(name);
  const fault = known.includes(name) ? say("prices.name_taken") : say("prices.name_wrong");
  return (
    <DeedDialogue
      title={say("prices.new_list")}
      submit={say("prices.go_on")}
      isPending={false}
      failure={undefined}
      onDismiss={onDismiss}
      onSubmit={() => {
        setTried(true);
        if (!isWrong && !known.includes(name)) void navigate(`/prices/${name}/new`);
      }}
    >
      <Box>{say("prices.new_list_says")}</Box>
      <TextField
        label={say("prices.list")}
        value={name}
        onChange={setName}
        says={say("prices.name_says")}
        fault={isTried && (isWrong || known.includes(name)) ? fault : undefined}
      />
    </DeedDialogue>
  );
}
