import StatusIndicator, {
  type StatusIndicatorProps,
} from "@cloudscape-design/components/status-indicator";

import { useSay, type MessageId } from "~/words/say";

/** A state as a word with a sign: `kinds` says which sign, `prefix` where the word is. */
export function StatusWord<S extends string>({
  status,
  prefix,
  kinds,
}: {
  status: S;
  prefix: string;
  kinds: Readonly<Record<S, StatusIndicatorProps.Type>>;
}) {
  const say = useSay();
  return (
    <StatusIndicator type={kinds[status]}>{say(`${prefix}${status}` as MessageId)}</StatusIndicator>
  );
}
