import { useState, type ReactNode } from "react";

import type { Deed } from "~/api/useDeed";

import { DeedDialogue } from "./DeedDialogue";

interface Props<Wanted, Preview, T> {
  readonly title: string;
  /** Of the second step. */
  readonly previewTitle: string;
  readonly preview: Deed<Wanted, Preview>;
  readonly deed: Deed<Wanted, T>;
  /** Of the buttons: that foresees, and that does. */
  readonly foresee: string;
  readonly submit: string;
  /** What is asked for as typed; null while that is not right. */
  readonly want: () => Wanted | null;
  /** What exactly will happen. Null where it cannot: then nothing is offered but going back. */
  readonly show: (foreseen: Preview) => ReactNode;
  readonly isPossible: (foreseen: Preview) => boolean;
  /** Else it is dismissed. */
  readonly onDone?: () => void;
  readonly onDismiss: () => void;
  /** The fields. */
  readonly children: ReactNode;
}

/** Fields, then what they would come to, as the API foresees it; only then it is done. */
export function PreviewDialogue<Wanted, Preview, T>(props: Props<Wanted, Preview, T>) {
  const { preview, deed, want, onDone, onDismiss } = props;
  const [foreseen, setForeseen] = useState<{ wanted: Wanted; told: Preview } | null>(null);

  const foresee = async () => {
    const wanted = want();
    if (wanted === null) return;
    const answer = await preview.act(wanted);
    if (answer) setForeseen({ wanted, told: answer.told });
  };
  const back = () => {
    deed.forget();
    setForeseen(null);
  };
  const act = async () => {
    if (foreseen && (await deed.act(foreseen.wanted))) (onDone ?? onDismiss)();
  };

  if (!foreseen)
    return (
      <DeedDialogue
        title={props.title}
        submit={props.foresee}
        isPending={preview.isPending}
        failure={preview.failure}
        size="large"
        onSubmit={() => void foresee()}
        onDismiss={onDismiss}
      >
        {props.children}
      </DeedDialogue>
    );
  const isPossible = props.isPossible(foreseen.told);
  return (
    <DeedDialogue
      title={props.previewTitle}
      submit={isPossible ? props.submit : props.foresee}
      isPending={isPossible ? deed.isPending : preview.isPending}
      failure={deed.failure}
      size="large"
      onSubmit={() => void (isPossible ? act() : foresee())}
      onDismiss={onDismiss}
      onBack={back}
    >
      {props.show(foreseen.told)}
    </DeedDialogue>
  );
}
