import { TextField } from "~/parts/TextField";
import { useSay } from "~/words/say";

import { TypedRows } from "./TypedRows";
import { emptyStep, type TypedStep } from "./typedArticle";

interface Props {
  readonly steps: readonly TypedStep[];
  readonly onChange: (steps: readonly TypedStep[]) => void;
}

/** Rates that begin later in the talk. */
export function StepFields({ steps, onChange }: Props) {
  const say = useSay();
  return (
    <TypedRows
      rows={steps}
      empty={emptyStep}
      add={say("prices.add_step")}
      remove={(place) => say("prices.remove_step", { place })}
      onChange={onChange}
    >
      {(step, change) =>
        (
          [
            ["after", "prices.after_seconds"],
            ["rate", "prices.rate"],
            ["increment", "prices.block_seconds"],
          ] as const
        ).map(([field, label]) => (
          <TextField
            key={field}
            label={say(label)}
            value={step[field]}
            onChange={(text) => {
              change({ ...step, [field]: text });
            }}
          />
        ))
      }
    </TypedRows>
  );
}
