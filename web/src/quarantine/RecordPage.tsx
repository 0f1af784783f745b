import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useParams } from "react-router";

import { api, type components } from "~/api/client";
import { useRead } from "~/api/useRead";
import { formatInstant } from "~/formats/times";
import { Facts } from "~/parts/Facts";
import { InstantText } from "~/parts/InstantText";
import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { Shown } from "~/parts/Shown";
import { useLanguage, useSay } from "~/words/say";

import { RecordDeeds } from "./RecordDeeds";
import { indented } from "./recordText";
import { RecordStateWord } from "./RecordStateWord";

import "./quarantine.css";

/** One record as it came, why it was set aside, and what can be done. */
export default function RecordPage() {
  const say = useSay();
  const { record = "" } = useParams();
  const language = useLanguage();
  const read = useRead(["quarantine", record, language], (signal) =>
    api.GET("/quarantine/{record}", { params: { path: { record }, query: { language } }, signal }),
  );
  return (
    <Page
      title={
        read.told
          ? say("quarantine.record_of", { at: formatInstant(read.told.at) })
          : say("quarantine.record")
      }
      under={[{ text: say("quarantine.title"), href: "/quarantine" }]}
      description={read.told && <RecordStateWord record={read.told} />}
      actions={read.told && <RecordDeeds record={read.told} />}
    >
      <Shown read={read}>{(told) => <Body record={told} />}</Shown>
    </Page>
  );
}

function Body({ record }: { record: components["schemas"]["WholeRecord"] }) {
  const say = useSay();
  const { reason_in_words, contact, at, seen, text } = record;
  return (
    <SpaceBetween size="l">
      <Container>
        <Facts
          columns={3}
          facts={[
            [say("quarantine.reason"), reason_in_words],
            [
              say("quarantine.contact"),
              contact === null ? (
                say("quarantine.contact_unread")
              ) : (
                <PageLink key="contact" to={`/calls/${contact}`}>
                  {contact}
                </PageLink>
              ),
            ],
            [say("quarantine.at"), <InstantText key="at" instant={at} />],
            ...(seen
              ? ([
                  [say("quarantine.seen_by"), seen.by],
                  [say("quarantine.seen_at"), <InstantText key="seen" instant={seen.at} />],
                ] as const)
              : []),
          ]}
        />
      </Container>
      <Container header={<Header variant="h2">{say("quarantine.text")}</Header>}>
        <pre className="record">{indented(text)}</pre>
      </Container>
    </SpaceBetween>
  );
}
