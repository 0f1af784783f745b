import Box from "@cloudscape-design/components/box";
import { useNavigate } from "react-router";

import { useTell } from "~/app/flashes";
import { api } from "~/api/client";
import { keyed } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { formatInstant } from "~/formats/times";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { useSay } from "~/words/say";

import { TOUCHED, type Version } from "./usePrices";

/** Takes back a version that has not begun. */
export function WithdrawDialogue(props: { version: Version; onDismiss: () => void }) {
  const { version, onDismiss } = props;
  const say = useSay();
  const tell = useTell();
  const navigate = useNavigate();
  const { price_list: name, valid_from } = version;
  const since = formatInstant(valid_from);
  const withdraw = useDeed(
    (reason: string, key) =>
      api.POST("/price-lists/{name}/versions/{valid_from}/withdrawing", {
        params: { path: { name, valid_from }, header: keyed(key) },
        body: { reason },
      }),
    {
      touches: TOUCHED,
      onDone: () => {
        tell("success", say("prices.withdrawn", { list: name, since }));
        void navigate(`/prices/${name}`);
      },
    },
  );
  return (
    <ReasonDialogue
      title={say("prices.withdraw")}
      submit={say("prices.withdraw")}
      deed={withdraw}
      want={(reason) => reason}
      onDismiss={onDismiss}
    >
      <Box>{say("prices.withdraw_says", { list: name, since })}</Box>
    </ReasonDialogue>
  );
}
