import type { ModalProps } from "@cloudscape-design/components/modal";
import { useState, type ReactNode } from "react";

import type { Deed } from "~/api/useDeed";

import { DeedDialogue } from "./DeedDialogue";
import { isReason, ReasonField } from "./ReasonField";

interface Props<Wanted, T> {
  readonly title: string;
  readonly submit: string;
  readonly deed: Deed<Wanted, T>;
  /** What is asked for, with the reason that was typed; null while fields above are not right. */
  readonly want: (reason: string) => Wanted | null;
  readonly onDone?: () => void;
  readonly onDismiss: () => void;
  readonly size?: ModalProps.Size;
  /** What exactly will happen, and fields if there are any. */
  readonly children: ReactNode;
}

/** Says what will happen and asks why; closes when it is done. */
export function ReasonDialogue<Wanted, T>(props: Props<Wanted, T>) {
  const { title, submit, deed, want, onDone, onDismiss, children } = props;
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const act = async () => {
    setTried(true);
    const wanted = want(reason.trim());
    if (!isReason(reason) || wanted === null) return;
    if (await deed.act(wanted)) (onDone ?? onDismiss)();
  };
  return (
    <DeedDialogue
      title={title}
      submit={submit}
      isPending={deed.isPending}
      size={props.size ?? "medium"}
      failure={deed.isConflict ? undefined : deed.failure}
      onSubmit={() => void act()}
      onDismiss={onDismiss}
    >
      {children}
      <ReasonField reason={reason} onChange={setReason} isTried={isTried} failure={deed.failure} />
    </DeedDialogue>
  );
}
