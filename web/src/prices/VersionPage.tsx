import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";

import { useMay } from "~/api/me";
import { formatInstant } from "~/formats/times";
import { Facts } from "~/parts/Facts";
import { InstantText } from "~/parts/InstantText";
import { Page } from "~/parts/Page";
import { Shown } from "~/parts/Shown";
import { useSay } from "~/words/say";

import { ArticlesTable } from "./ArticlesTable";
import { DownloadButton } from "./DownloadButton";
import { PriceCallPanel } from "./PriceCallPanel";
import { useVersion, type Version } from "./usePrices";
import { VersionStateWord } from "./VersionStateWord";
import { WithdrawDialogue } from "./WithdrawDialogue";

/** One version of a price list: its articles with their tariffs, and what a call costs by them. */
export default function VersionPage() {
  const say = useSay();
  const { name = "", validFrom = "" } = useParams();
  const version = useVersion(name, validFrom);
  const since = version.told ? formatInstant(version.told.valid_from) : validFrom;
  return (
    <Page
      title={say("prices.version_title", { list: name, since })}
      under={[
        { text: say("prices.title"), href: "/prices" },
        { text: name, href: `/prices/${name}` },
      ]}
      actions={version.told && <Actions version={version.told} />}
    >
      <Shown read={version}>{(told) => <Body version={told} />}</Shown>
    </Page>
  );
}

function Body({ version }: { version: Version }) {
  const say = useSay();
  const { valid_from, valid_until, state, added_at, added_by } = version;
  return (
    <SpaceBetween size="l">
      <Container>
        <Facts
          columns={4}
          facts={[
            [say("prices.state"), <VersionStateWord key="state" state={state} />],
            [say("prices.valid_from"), <InstantText key="from" instant={valid_from} />],
            [
              say("prices.valid_until"),
              valid_until ? (
                <InstantText key="until" instant={valid_until} />
              ) : (
                say("fields.until_further")
              ),
            ],
            [
              say("prices.added"),
              say("prices.added_by_at", { who: added_by, at: formatInstant(added_at) }),
            ],
          ]}
        />
      </Container>
      <ArticlesTable version={version} />
      <PriceCallPanel
        key={valid_from}
        priceList={version.price_list}
        validFrom={valid_from}
        articles={version.articles}
      />
    </SpaceBetween>
  );
}

function Actions({ version }: { version: Version }) {
  const say = useSay();
  const may = useMay();
  const navigate = useNavigate();
  const [isWithdrawing, setWithdrawing] = useState(false);
  const { price_list, valid_from, state } = version;
  const from = encodeURIComponent(valid_from);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {state === "future" && may("withdraw_price_list_version") && (
        <Button
          onClick={() => {
            setWithdrawing(true);
          }}
        >
          {say("prices.withdraw")}
        </Button>
      )}
      <Button onClick={() => void navigate(`/prices/${price_list}/compare?to=${from}`)}>
        {say("prices.compare")}
      </Button>
      <DownloadButton name={price_list} validFrom={valid_from} />
      {may("add_price_list_version") && (
        <Button onClick={() => void navigate(`/prices/${price_list}/new?like=${from}`)}>
          {say("prices.new_like")}
        </Button>
      )}
      {isWithdrawing && (
        <WithdrawDialogue
          version={version}
          onDismiss={() => {
            setWithdrawing(false);
          }}
        />
      )}
    </SpaceBetween>
  );
}
