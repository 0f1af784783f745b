import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import DatePicker from "@cloudscape-design/components/date-picker";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import TimeInput from "@cloudscape-design/components/time-input";
import { useState } from "react";

import { Filters, FilterField } from "~/parts/Filters";
import { useSay } from "~/words/say";

import { isTime, type Asked } from "./asked";

interface Props {
  readonly asked: Asked;
  readonly onAsk: (asked: Asked) => void;
}

const SHORTEST_NUMBER = 3;

export function WhyForm({ asked, onAsk }: Props) {
  const say = useSay();
  const [number, setNumber] = useState(asked.number ?? "");
  const [isWithheld, setWithheld] = useState(asked.number === null);
  const [day, setDay] = useState(asked.day);
  const [time, setTime] = useState(asked.time);
  const [isTried, setTried] = useState(false);
  const isShort = !isWithheld && number.trim().length < SHORTEST_NUMBER;
  const isNoTime = time !== "" && !isTime(time);
  return (
    <Container>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!isShort && !isNoTime)
            onAsk({ number: isWithheld ? null : number.trim(), day, time });
        }}
      >
        <Filters>
          <FormField
            label={say("calls.number")}
            errorText={isTried && isShort ? say("parts.required") : undefined}
            stretch
          >
            <Input
              value={number}
              disabled={isWithheld}
              placeholder={say("calls.number_says")}
              onChange={({ detail }) => {
                setNumber(detail.value);
              }}
            />
          </FormField>
          <FilterField label={say("calls.day")}>
            <DatePicker
              value={day}
              locale="sv-SE"
              format="iso"
              placeholder={say("calls.day_form")}
              onChange={({ detail }) => {
                setDay(detail.value);
              }}
            />
          </FilterField>
          <FormField
            label={say("calls.time")}
            errorText={isTried && isNoTime ? say("calls.time_wrong") : undefined}
            stretch
          >
            <TimeInput
              format="hh:mm"
              value={time}
              placeholder={say("calls.time_form")}
              onChange={({ detail }) => {
                setTime(detail.value);
              }}
            />
          </FormField>
          <Checkbox
            checked={isWithheld}
            onChange={({ detail }) => {
              setWithheld(detail.checked);
            }}
          >
            {say("calls.was_withheld")}
          </Checkbox>
          <div>
            <Button variant="primary">{say("calls.ask")}</Button>
          </div>
        </Filters>
      </form>
    </Container>
  );
}
