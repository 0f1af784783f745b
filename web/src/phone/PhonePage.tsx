import { useSearchParams } from "react-router";

import { Page } from "~/parts/Page";
import { useSay } from "~/words/say";

import { CallShown } from "./CallShown";
import { DialForm } from "./DialForm";

import "./phone.css";

const CALL = "call";

/** Rings the line of the one-machine stage. The call is in the address: a reload goes on with it. */
export default function PhonePage() {
  const say = useSay();
  const [asked, ask] = useSearchParams();
  const call = asked.get(CALL);
  return (
    <Page title={say("phone.title")} description={say("phone.says")}>
      {call ? (
        <CallShown
          key={call}
          call={call}
          onDone={() => {
            ask({});
          }}
        />
      ) : (
        <DialForm
          onDialled={(id) => {
            ask({ [CALL]: id });
          }}
        />
      )}
    </Page>
  );
}
