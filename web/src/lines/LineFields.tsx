import SpaceBetween from "@cloudscape-design/components/space-between";

import { useArticles } from "~/articles/useArticles";
import { fieldFault, type Failure } from "~/api/problem";
import { ChoiceField } from "~/parts/ChoiceField";
import { LongTextField } from "~/parts/LongTextField";
import { TextField } from "~/parts/TextField";
import { useSettings } from "~/settings/useSettings";
import { SpeakButton } from "~/spoken/SpeakButton";
import { useSay } from "~/words/say";

import type { TypedLine } from "./typedLine";

interface Props {
  readonly typed: TypedLine;
  readonly onChange: (typed: TypedLine) => void;
  readonly isTried: boolean;
  readonly failure: Failure | undefined;
}

/** What shall be behind a number. */
export function LineFields({ typed, onChange, isTried, failure }: Props) {
  const say = useSay();
  const articles = useArticles();
  const queues = useSettings().told?.queues ?? [];
  const change = (changed: Partial<TypedLine>) => {
    onChange({ ...typed, ...changed });
  };
  const fault = (field: "name" | "queue" | "greeting") =>
    isTried && !typed[field].trim() ? say("parts.required") : fieldFault(failure, field);
  return (
    <SpaceBetween size="m">
      <TextField
        label={say("lines.name")}
        value={typed.name}
        fault={fault("name")}
        onChange={(name) => {
          change({ name });
        }}
      />
      <ChoiceField
        label={say("lines.article")}
        value={typed.article}
        options={[
          { value: "", label: say("lines.article_none") },
          ...articles.items.map(({ number, description }) => ({
            value: number,
            label: `${number} ${description}`,
          })),
        ]}
        says={say("lines.article_says")}
        fault={fieldFault(failure, "article")}
        onChange={(article) => {
          change({ article });
        }}
      />
      <ChoiceField
        label={say("lines.queue")}
        value={typed.queue}
        options={queues.map((value) => ({ value, label: value }))}
        fault={fault("queue")}
        onChange={(queue) => {
          change({ queue });
        }}
      />
      <ChoiceField
        label={say("lines.language")}
        value={typed.language}
        options={(["sv", "en"] as const).map((value) => ({
          value,
          label: say(`lines.language_${value}`),
        }))}
        onChange={(language) => {
          change({ language });
        }}
      />
      <LongTextField
        label={say("lines.greeting")}
        value={typed.greeting}
        says={say("lines.greeting_says")}
        fault={fault("greeting")}
        onChange={(greeting) => {
          change({ greeting });
        }}
      />
      <SpeakButton text={typed.greeting} language={typed.language} name={say("lines.greeting")} />
    </SpaceBetween>
  );
}
