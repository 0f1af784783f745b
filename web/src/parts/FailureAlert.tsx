import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";

import { isPassing, ProblemError, type Failure } from "~/api/problem";
import { isMessageId, useSay, type Say } from "~/words/say";

interface Props {
  readonly failure: Failure | undefined;
  /** Offered where asking the same again may do. */
  readonly onAgain?: (() => void) | undefined;
  readonly isTrying?: boolean;
}

/** What went wrong, in the reader's words, and what the API said of it in particular. */
export function FailureAlert({ failure, onAgain, isTrying = false }: Props) {
  const say = useSay();
  if (!failure) return null;
  const again = onAgain && isPassing(failure) && (
    <Button onClick={onAgain} loading={isTrying}>
      {say("parts.again")}
    </Button>
  );
  return (
    <Alert type="error" header={failureWords(failure, say)} action={again}>
      {failure instanceof ProblemError && <Particulars failure={failure} />}
    </Alert>
  );
}

/** One sentence. Of a code we do not know, the API's own. */
export function failureWords(failure: Failure, say: Say): string {
  if (!(failure instanceof ProblemError)) return say("problems.connection_lost");
  const { code, title } = failure.problem;
  const id = `problems.${code}`;
  if (code !== "unknown" && isMessageId(id)) return say(id);
  return title || say("problems.unknown");
}

function Particulars({ failure }: { failure: ProblemError }) {
  const say = useSay();
  const { detail, instance, status } = failure.problem;
  return (
    <>
      <div>{detail}</div>
      {status >= 500 && instance && (
        <small>
          {say("problems.reference", { reference: instance.replace("urn:request:", "") })}
        </small>
      )}
    </>
  );
}
