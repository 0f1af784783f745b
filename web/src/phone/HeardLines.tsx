import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";

import { formatTelephone } from "~/formats/numbers";
import { formatDuration } from "~/formats/times";
import { isMessageId, useSay, type Say } from "~/words/say";

import type { Line } from "./callState";

/** Everything that was said and that happened, as text. */
export function HeardLines({ lines }: { lines: readonly Line[] }) {
  const say = useSay();
  return (
    <Container header={<Header variant="h2">{say("phone.heard")}</Header>}>
      <div role="log" aria-label={say("phone.heard")}>
        <ol className="phone-lines">
          {lines.map((line) => (
            <HeardLine key={line.index} line={line} />
          ))}
        </ol>
      </div>
    </Container>
  );
}

function HeardLine({ line }: { line: Line }) {
  const say = useSay();
  if (line.kind === "spoken")
    return (
      <li className="phone-spoken" lang={line.language}>
        <q>{line.text}</q>
        <small lang="">
          {line.voice}, {line.language}
        </small>
      </li>
    );
  const told = tell(line, say);
  return told ? <li>{told}</li> : null;
}

function tell(line: Exclude<Line, { kind: "spoken" }>, say: Say): string | null {
  switch (line.kind) {
    case "dialled": {
      const from =
        line.from_number === "anonymous"
          ? say("phone.from_withheld")
          : formatTelephone(line.from_number);
      return say("phone.told_dialled", { from, to: formatTelephone(line.to_number) });
    }
    case "waiting_for_keys":
      return say("phone.told_waiting", { seconds: line.seconds });
    case "keys":
      return say("phone.told_keys", { count: line.count });
    case "admitted":
      return say("phone.told_admitted", { customer: line.customer ?? say("parts.none") });
    case "put_to_service":
    case "refused":
      return say(`phone.told_${line.kind}`, { reason: reasonWords(line.reason, say) });
    case "queued":
      return say("phone.told_queued", { queue: line.queue });
    case "answered":
      return say("phone.told_answered", { agent: line.agent });
    case "pace":
      return say("phone.slowed");
    case "ended":
      return `${say(`phone.why_${line.why}`)} ${say("phone.told_talked", { time: formatDuration(line.talk_seconds) })}`;
    case "basis_closed":
      return say("phone.told_closed", { reference: line.reference });
    case "charge_overdue":
    case "failed":
      return say(`phone.told_${line.kind}`, { what: line.what });
    case "not_screened":
      return say("phone.told_not_screened");
    default:
      return null; // Charges have a place of their own.
  }
}

function reasonWords(reason: string, say: Say): string {
  const id = `phone.reason_${reason}`;
  return isMessageId(id) ? say(id) : reason;
}
