import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useParams, useSearchParams } from "react-router";

import { api } from "~/api/client";
import { useRead } from "~/api/useRead";
import { formatInstant } from "~/formats/times";
import { ChoiceField } from "~/parts/ChoiceField";
import { Page } from "~/parts/Page";
import { Loading, Shown } from "~/parts/Shown";
import { FailureAlert } from "~/parts/FailureAlert";
import { useSay } from "~/words/say";

import { DifferenceShown } from "./DifferenceShown";
import { useVersions, type VersionSummary } from "./usePrices";
import "./prices.css";

/** Two versions of a price list, side by side. Which they are is in the address. */
export default function ComparePage() {
  const say = useSay();
  const { name = "" } = useParams();
  const versions = useVersions(name);
  return (
    <Page
      title={say("prices.compare_title", { list: name })}
      under={[
        { text: say("prices.title"), href: "/prices" },
        { text: name, href: `/prices/${name}` },
      ]}
    >
      <FailureAlert failure={versions.failure} onAgain={versions.again} />
      {versions.items.length > 0 ? (
        <Body name={name} versions={versions.items} />
      ) : (
        versions.isLoading && <Loading />
      )}
    </Page>
  );
}

function Body({ name, versions }: { name: string; versions: readonly VersionSummary[] }) {
  const say = useSay();
  const [params, setParams] = useSearchParams();
  const known = (begin: string | null) => versions.find(({ valid_from }) => valid_from === begin);
  const to = known(params.get("to")) ?? versions[0];
  const before = versions[versions.findIndex((version) => version === to) + 1];
  const from = known(params.get("from")) ?? before ?? versions.at(-1);
  const [begin, end] = [from?.valid_from ?? "", to?.valid_from ?? ""];
  const comparison = useRead(["prices", name, "diff", begin, end], (signal) =>
    api.GET("/price-lists/{name}/diff", {
      params: { path: { name }, query: { from: begin, to: end } },
      signal,
    }),
  );
  const options = versions.map(({ valid_from, state }) => ({
    value: valid_from,
    label: `${formatInstant(valid_from)} (${say(`prices.state_${state}`)})`,
  }));
  const choose = (changed: Record<string, string>) => {
    setParams({ from: begin, to: end, ...changed }, { replace: true });
  };
  return (
    <Container>
      <SpaceBetween size="l">
        <div className="half-fields">
          <ChoiceField
            label={say("prices.compare_from")}
            value={begin}
            options={options}
            onChange={(chosen) => {
              choose({ from: chosen });
            }}
          />
          <ChoiceField
            label={say("prices.compare_to")}
            value={end}
            options={options}
            onChange={(chosen) => {
              choose({ to: chosen });
            }}
          />
        </div>
        <Shown read={comparison}>
          {({ difference }) => <DifferenceShown difference={difference} />}
        </Shown>
      </SpaceBetween>
    </Container>
  );
}
