import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";

import { share } from "~/formats/money";
import { formatCount } from "~/formats/numbers";
import { MoneyText } from "~/parts/MoneyText";
import { PageLink } from "~/parts/PageLink";
import { useSay } from "~/words/say";

import { Measured } from "./Measured";
import type { Today } from "./useToday";

const LATE = ["days_0_30", "days_31_60", "days_61_90", "over_90_days"];

/** What is unpaid, by how long it has been due. */
export function Owed({ owed }: { owed: Today["owed"] }) {
  const say = useSay();
  return (
    <Container
      fitHeight
      header={
        <Header
          variant="h2"
          actions={<PageLink to="/reports/ageing">{say("home.to_report")}</PageLink>}
        >
          {say("home.ageing")}
        </Header>
      }
    >
      {owed.invoices ? (
        <Measured
          label={say("home.ageing")}
          columns={[say("home.band"), say("home.invoices"), say("home.due")]}
          rows={owed.rows.map(({ band, invoices, due }) => ({
            id: band,
            name: say(`reports.band_${band}`),
            figures: [formatCount(invoices), <MoneyText key="due" money={due} />],
            share: share(due, owed.due),
            isTrouble: LATE.includes(band),
          }))}
        />
      ) : (
        <Box color="text-body-secondary">{say("home.ageing_none")}</Box>
      )}
    </Container>
  );
}
