import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { useMay } from "~/api/me";
import { formatTelephone } from "~/formats/numbers";
import { Facts } from "~/parts/Facts";
import { InstantText } from "~/parts/InstantText";
import { PageLink } from "~/parts/PageLink";
import { ShowDialogue } from "~/parts/ShowDialogue";
import { useSay } from "~/words/say";

import { callerName, type Unmatched } from "./unmatched";

export type Step = "register" | "link" | "dismiss";

interface Props {
  readonly caller: Unmatched;
  readonly onChoose: (step: Step) => void;
  readonly onDismiss: () => void;
}

/** All that is known of a caller, and the three ways on. */
export function CallerDialogue({ caller, onChoose, onDismiss }: Props) {
  const say = useSay();
  const may = useMay();
  const { number, line, at, owner, directory, belongs_to } = caller;
  const offered = (
    [
      ["dismiss", may("dismiss_unmatched")],
      ["link", number !== null && may("link_unmatched")],
      ["register", number !== null && belongs_to === null && may("register_unmatched")],
    ] as const
  ).filter(([, isOffered]) => isOffered);
  return (
    <ShowDialogue
      title={callerName(number, say)}
      onDismiss={onDismiss}
      actions={
        offered.length > 0 &&
        offered.map(([step], place) => (
          <Button
            key={step}
            variant={place === offered.length - 1 ? "primary" : "normal"}
            onClick={() => {
              onChoose(step);
            }}
          >
            {say(`unmatched.to_${step}`)}
          </Button>
        ))
      }
    >
      <SpaceBetween size="m">
        {!number && <Alert type="info">{say("unmatched.withheld_says")}</Alert>}
        {belongs_to && (
          <Alert type="info">
            <PageLink to={`/customers/${belongs_to}`}>
              {say("unmatched.known_by_now", { customer: belongs_to })}
            </PageLink>
          </Alert>
        )}
        <Facts
          facts={[
            [say("unmatched.at"), <InstantText key="at" instant={at} />],
            [say("unmatched.line"), formatTelephone(line)],
            [say("unmatched.directory"), directory && say(`unmatched.directory_${directory}`)],
            [
              say("unmatched.owner"),
              owner &&
                [owner.name, owner.street, `${owner.postcode} ${owner.city}`.trim()]
                  .filter(Boolean)
                  .join(", "),
            ],
          ]}
        />
      </SpaceBetween>
    </ShowDialogue>
  );
}
