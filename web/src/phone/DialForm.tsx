import Autosuggest from "@cloudscape-design/components/autosuggest";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { isFailure } from "~/api/problem";
import { formatMoney } from "~/formats/money";
import { formatTelephone } from "~/formats/numbers";
import { FailureAlert } from "~/parts/FailureAlert";
import { isMessageId, useSay, type Say } from "~/words/say";

import { telephone, type ServiceLine, type Suggestion } from "./stageTelephone";

const NOBODY: readonly Suggestion[] = [];
const NO_LINES: readonly ServiceLine[] = [];

/** Who rings, and which line. */
export function DialForm({ onDialled }: { onDialled: (call: string) => void }) {
  const say = useSay();
  const lines = useQuery({
    queryKey: ["phone", "lines"],
    queryFn: ({ signal }) => telephone.lines(signal),
  });
  const suggestions = useQuery({
    queryKey: ["phone", "suggestions"],
    queryFn: ({ signal }) => telephone.suggestions(signal),
    staleTime: 0,
  });
  const [from, setFrom] = useState("");
  const [isWithheld, setWithheld] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const all = lines.data?.items ?? NO_LINES;
  const line = all.find(({ number }) => number === chosen) ?? all[0];
  const dial = useMutation({
    mutationFn: () => telephone.dial(isWithheld ? null : from, line?.number ?? ""),
    onSuccess: ({ id }) => {
      onDialled(id);
    },
  });
  const people = suggestions.data?.items ?? NOBODY;
  const who = people.find(({ from_number: number }) =>
    isWithheld ? number === null : number === from || sameDigits(number, from),
  );
  const failures = [dial.error, lines.error, suggestions.error].find(isFailure);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        dial.mutate();
      }}
    >
      <Form
        actions={
          <Button
            variant="primary"
            iconName="call"
            loading={dial.isPending}
            disabled={!line || (!isWithheld && !from.trim())}
          >
            {say("phone.dial")}
          </Button>
        }
      >
        <Container header={<Header variant="h2">{say("phone.who_rings")}</Header>}>
          <SpaceBetween size="l">
            <FailureAlert
              failure={failures}
              onAgain={() => {
                if (dial.error) dial.mutate();
                else void Promise.all([lines.refetch(), suggestions.refetch()]);
              }}
            />
            <FormField label={say("phone.from")} description={say("phone.from_says")}>
              <Autosuggest
                value={from}
                disabled={isWithheld}
                enteredTextLabel={(typed) => say("phone.from_typed", { typed })}
                placeholder={say("phone.from_example")}
                empty={say("phone.from_nobody")}
                filteringType="auto"
                statusType={suggestions.isPending ? "loading" : "finished"}
                loadingText={say("parts.loading")}
                options={people.flatMap((person) => optionOf(person, say))}
                onChange={({ detail }) => {
                  setFrom(detail.value);
                }}
              />
            </FormField>
            <Toggle
              checked={isWithheld}
              onChange={({ detail }) => {
                setWithheld(detail.checked);
              }}
            >
              {say("phone.withheld")}
            </Toggle>
            {who && <p className="phone-shows">{shownBy(who, say)}</p>}
            <FormField label={say("phone.to")}>
              <Select
                selectedOption={line ? optionOfLine(line, say) : null}
                options={all.map((one) => optionOfLine(one, say))}
                statusType={lines.isPending ? "loading" : "finished"}
                loadingText={say("parts.loading")}
                onChange={({ detail }) => {
                  setChosen(detail.selectedOption.value);
                }}
              />
            </FormField>
          </SpaceBetween>
        </Container>
      </Form>
    </form>
  );
}

function optionOf(person: Suggestion, say: Say) {
  const { from_number: number, name } = person;
  if (number === null) return [];
  const label = formatTelephone(number);
  return [
    {
      value: label,
      label: name ? `${label} ${name}` : label,
      description: shownBy(person, say),
      filteringTags: [number, label.replace(/\D/g, "")],
    },
  ];
}

function shownBy({ shows, limit, code, customer }: Suggestion, say: Say): string {
  const id = `phone.shows_${shows}`;
  const sentences = isMessageId(id) ? [say(id, { limit: limit ? formatMoney(limit) : "" })] : [];
  if (shows === "new_caller" && customer) sentences.push(say("phone.shows_no_longer_new"));
  if (code) sentences.push(say("phone.shows_code", { code }));
  return sentences.join(" ");
}

function optionOfLine({ number, name, is_free }: ServiceLine, say: Say) {
  const label = `${formatTelephone(number)} ${name}`;
  return { value: number, label, ...(is_free && { description: say("phone.line_free") }) };
}

/** Whether both are the same Swedish number, one of them in E.164. */
function sameDigits(number: string | null, typed: string): boolean {
  const digits = typed.replace(/\D/g, "");
  return number !== null && digits !== "" && number === `+46${digits.replace(/^0/, "")}`;
}
