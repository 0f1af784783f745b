import type { ModalProps } from "@cloudscape-design/components/modal";
import type { QueryKey } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import { useTell } from "~/app/flashes";
import { useDeed } from "~/api/useDeed";
import { useSay } from "~/words/say";

import { ConflictDialogue, type Difference } from "./ConflictDialogue";
import { ReasonDialogue } from "./ReasonDialogue";

export type VersionHeaders = Readonly<Record<"If-Match" | "Idempotency-Key", string>>;

/** A deed on the version that was seen. */
export interface OnVersion<Body> {
  readonly version: number;
  readonly body: Body;
}

export interface SeenDeedProps<Seen, Body, T> {
  readonly title: string;
  readonly submit: string;
  /** As it is by now: read anew after a conflict, by what `touches` names. */
  readonly now: Seen;
  readonly ask: (
    body: Body,
    header: VersionHeaders,
  ) => Promise<{ data?: T; error?: unknown; response: Response }>;
  readonly touches: readonly QueryKey[];
  /** What is asked for; null while a field is not right. */
  readonly want: (reason: string, seen: Seen) => Body | null;
  /** Said when it is done. */
  readonly done: string;
  readonly compare: (seen: Seen, now: Seen) => readonly Difference[];
  /** After a conflict the new version is shown here first, and asked about again. */
  readonly isAskedAgain?: boolean;
  readonly size?: ModalProps.Size;
  readonly onDone?: () => void;
  readonly onDismiss: () => void;
  readonly children: (seen: Seen) => ReactNode;
}

/** A deed on the version that is shown. If that is stale, shows both and goes on with either. */
export function SeenDeed<Seen extends { readonly version: number }, Body, T>(
  props: SeenDeedProps<Seen, Body, T>,
) {
  const { title, now, ask, want, compare, isAskedAgain = false, onDismiss } = props;
  const say = useSay();
  const tell = useTell();
  const [seen, setSeen] = useState(now);
  const [wanted, setWanted] = useState<Body | null>(null);
  const onDone = props.onDone ?? onDismiss;
  const deed = useDeed<OnVersion<Body>, T>(
    ({ version, body }, key) => ask(body, { "If-Match": tagOf(version), "Idempotency-Key": key }),
    {
      touches: props.touches,
      onDone: () => {
        tell("success", props.done);
      },
    },
  );
  const goOn = async () => {
    setSeen(now);
    if (isAskedAgain || wanted === null) deed.forget();
    else if (await deed.act({ version: now.version, body: wanted })) onDone();
  };
  return (
    <>
      <ReasonDialogue
        title={title}
        submit={props.submit}
        size={props.size ?? "medium"}
        deed={deed}
        want={(reason) => {
          const body = want(reason, seen);
          setWanted(body);
          return body === null ? null : { version: seen.version, body };
        }}
        onDone={onDone}
        onDismiss={onDismiss}
      >
        <div className="stacked">{props.children(seen)}</div>
      </ReasonDialogue>
      {deed.isConflict && now.version !== seen.version && (
        <ConflictDialogue
          differences={compare(seen, now)}
          isPending={deed.isPending}
          onKeepTheirs={onDismiss}
          onSaveMine={() => void goOn()}
          saveMine={say(isAskedAgain ? "parts.conflict_look" : "parts.conflict_go_on")}
        />
      )}
    </>
  );
}

/** The ETag of a version, which the API tells in its answers too. */
export function tagOf(version: number): string {
  return `"${version}"`;
}
