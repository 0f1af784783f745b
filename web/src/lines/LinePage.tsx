import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useParams } from "react-router";

import { useMay } from "~/api/me";
import type { Read } from "~/api/useRead";
import { formatTelephone } from "~/formats/numbers";
import { Facts } from "~/parts/Facts";
import { InstantText } from "~/parts/InstantText";
import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { Shown } from "~/parts/Shown";
import { SpeakButton } from "~/spoken/SpeakButton";
import { useSay } from "~/words/say";

import { ChangeLineDialogue } from "./ChangeLineDialogue";
import { CloseLineDialogue } from "./CloseLineDialogue";
import { LineStateWord } from "./LinesPage";
import { useServiceLine, type ServiceLine } from "./useLines";

/** One number that can be rung: its article, queue, language and greeting. */
export default function LinePage() {
  const say = useSay();
  const { number = "" } = useParams();
  const line = useServiceLine(number);
  return (
    <Page
      title={line.told?.name ?? number}
      under={[{ text: say("lines.title"), href: "/service-lines" }]}
      description={line.told && formatTelephone(line.told.number)}
      actions={line.told && <Actions line={line.told} read={line} />}
    >
      <Shown read={line}>{(told) => <Body line={told} />}</Shown>
    </Page>
  );
}

function Body({ line }: { line: ServiceLine }) {
  const say = useSay();
  const { article, queue, language, greeting, closed_at } = line;
  return (
    <Container>
      <Facts
        columns={2}
        facts={[
          [say("lines.state"), <LineStateWord key="state" line={line} />],
          [say("lines.closed_at"), closed_at && <InstantText key="at" instant={closed_at} />],
          [
            say("lines.article"),
            article ? (
              <PageLink key="article" to={`/articles/${article}`}>
                {article}
              </PageLink>
            ) : (
              say("lines.article_none")
            ),
          ],
          [say("lines.queue"), queue],
          [say("lines.language"), say(`lines.language_${language}`)],
          [
            say("lines.greeting"),
            <SpaceBetween key="greeting" direction="horizontal" size="xs" alignItems="center">
              <span lang={language}>{greeting}</span>
              <SpeakButton text={greeting} language={language} name={say("lines.greeting")} />
            </SpaceBetween>,
          ],
        ]}
      />
    </Container>
  );
}

function Actions({ line, read }: { line: ServiceLine; read: Read<ServiceLine> }) {
  const say = useSay();
  const may = useMay();
  const [doing, setDoing] = useState<"change" | "close" | null>(null);
  const done = () => {
    setDoing(null);
  };
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {line.is_in_use && may("close_service_line") && (
        <Button
          onClick={() => {
            setDoing("close");
          }}
        >
          {say("lines.close")}
        </Button>
      )}
      {may("put_service_line") && (
        <Button
          variant="primary"
          onClick={() => {
            setDoing("change");
          }}
        >
          {say(line.is_in_use ? "lines.change" : "lines.reopen")}
        </Button>
      )}
      {doing === "change" && <ChangeLineDialogue line={line} read={read} onDismiss={done} />}
      {doing === "close" && <CloseLineDialogue line={line} read={read} onDismiss={done} />}
    </SpaceBetween>
  );
}
