import { isMessageId, useSay, type Say } from "~/words/say";

import { changedFields, readableValue, type Told } from "./differences";

import "./colours.css";
import "./difference.css";

interface Props {
  readonly before: Told;
  readonly after: Told;
}

/** What a change of the audit trail changed: each field with what it was and what it is. */
export function Difference({ before, after }: Props) {
  const say = useSay();
  const fields = changedFields(before, after);
  if (!fields.length) return null;
  return (
    <dl className="difference">
      {fields.map(({ field, was, is }) => (
        <div key={field}>
          <dt>{fieldWords(field, say)}</dt>
          <dd>
            {was !== undefined && was !== is && <del>{valueWords(field, was, say)}</del>}
            {was !== undefined && was !== is && <span aria-hidden>{" → "}</span>}
            {is === undefined ? (
              <ins>{say("difference.nothing")}</ins>
            ) : was === is ? (
              valueWords(field, is, say)
            ) : (
              <ins>{valueWords(field, is, say)}</ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Of "requires_code" our words; of a field that has none, its name. */
export function fieldWords(field: string, say: Say): string {
  const id = `difference.field_${field}`;
  if (isMessageId(id)) return say(id);
  const name = field.replaceAll("_", " ");
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function valueWords(field: string, value: string, say: Say): string {
  if (value === "") return say("difference.nothing");
  const id = `difference.value_${value.replaceAll(" ", "_")}`;
  return isCoded(field) && isMessageId(id) ? say(id) : readableValue(field, value);
}

// What is one of a few words of the product's; the rest is as somebody wrote it.
const CODED = [
  "article",
  "block",
  "code",
  "events",
  "kind",
  "language",
  "requires_code",
  "role",
  "state",
  "status",
];

function isCoded(field: string): boolean {
  return CODED.includes(field);
}
