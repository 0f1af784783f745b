import { formatExactInstant, formatInstant } from "~/formats/times";

/** An instant by the clock of Stockholm, to the minute; to the second when pointed at. */
export function InstantText({ instant }: { instant: string }) {
  return (
    <time dateTime={instant} title={formatExactInstant(instant)} className="figures">
      {formatInstant(instant)}
    </time>
  );
}
