import Button from "@cloudscape-design/components/button";

interface Props {
  readonly text: string;
  /** With what it is done to, for who does not see the row. */
  readonly name: string;
  readonly onAct: () => void;
}

/** What can be done to a row of a list, in the row. */
export function RowDeed({ text, name, onAct }: Props) {
  return (
    <Button variant="inline-link" ariaLabel={name} onClick={onAct}>
      {text}
    </Button>
  );
}
