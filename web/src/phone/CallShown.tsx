import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";

import { isFailure, ProblemError } from "~/api/problem";
import { FailureAlert } from "~/parts/FailureAlert";
import { useSay } from "~/words/say";

import { Charge } from "./Charge";
import { FlowShown } from "./FlowShown";
import { Handset } from "./Handset";
import { HeardLines } from "./HeardLines";
import { telephone } from "./stageTelephone";
import { useCall } from "./useCall";
import { useVoice } from "./useVoice";

/** A call from dialling to what it cost, and the way it takes through the contact flow. */
export function CallShown({ call, onDone }: { call: string; onDone: () => void }) {
  const say = useSay();
  const { state, failure } = useCall(call);
  const voice = useVoice(state.lines, state.why !== null && state.why !== "flow");
  const deed = useMutation({ mutationFn: (act: () => Promise<unknown>) => act() });
  const isGone = failure instanceof ProblemError && failure.problem.code === "not_found";
  const refused = isFailure(deed.error) ? deed.error : undefined;
  const keys = (pressed: string) => {
    deed.mutate(() => telephone.press(call, pressed));
  };
  return (
    <div className="phone">
      <SpaceBetween size="l">
        {isGone ? (
          <Alert type="info">{say("phone.gone")}</Alert>
        ) : (
          <FailureAlert failure={failure ?? refused} />
        )}
        <Handset
          state={state}
          voice={voice}
          isGone={isGone}
          onKeys={keys}
          onAnswer={() => {
            deed.mutate(() => telephone.answer(call));
          }}
          onHangUp={(by) => {
            deed.mutate(() => telephone.hangUp(call, by));
          }}
          onPace={(pace) => {
            deed.mutate(() => telephone.setPace(call, pace));
          }}
          onDone={onDone}
        />
        <Charge state={state} />
        <HeardLines lines={state.lines} />
      </SpaceBetween>
      <FlowShown
        passed={state.blocks}
        isInFlow={state.phase === "flow" || state.phase === "keys"}
      />
    </div>
  );
}
