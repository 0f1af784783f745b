import Alert from "@cloudscape-design/components/alert";

interface Props {
  readonly header: string;
  readonly hindrances: readonly string[];
}

/** Why something cannot be done now, in the API's words. Nothing where it can. */
export function Hindrances({ header, hindrances }: Props) {
  if (!hindrances.length) return null;
  return (
    <Alert type="error" header={header}>
      {hindrances.map((hindrance) => (
        <div key={hindrance}>{hindrance}</div>
      ))}
    </Alert>
  );
}
