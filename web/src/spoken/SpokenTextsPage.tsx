import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useState } from "react";

import { useMay } from "~/api/me";
import { ListTable, type Column } from "~/parts/ListTable";
import { useListOf } from "~/parts/listOf";
import { Page } from "~/parts/Page";
import { RowDeed } from "~/parts/RowDeed";
import { useSay, type Say } from "~/words/say";

import { ChangeTextDialogue } from "./ChangeTextDialogue";
import { ResetTextDialogue } from "./ResetTextDialogue";
import { SpeakButton } from "./SpeakButton";
import { useSpokenTexts, type SpokenText } from "./useSpokenTexts";

type Language = SpokenText["language"];
interface Deed {
  readonly kind: "change" | "reset";
  readonly text: SpokenText;
}

/** What callers hear when they are turned away, by reason, in one language at a time. */
export default function SpokenTextsPage() {
  const say = useSay();
  const may = useMay();
  const texts = useSpokenTexts();
  const [language, setLanguage] = useState<Language>("sv");
  const [deed, setDeed] = useState<Deed | null>(null);
  const list = useListOf((texts.told ?? []).filter((text) => text.language === language));
  const done = () => {
    setDeed(null);
  };
  return (
    <Page title={say("spoken.title")} isList>
      <ListTable
        isPage
        title={say("spoken.title")}
        list={{ ...list, ...texts.state }}
        idOf={({ refusal }) => refusal}
        columns={columns(say, may("put_spoken_text"), setDeed)}
        filter={
          <SegmentedControl
            label={say("spoken.language")}
            selectedId={language}
            options={(["sv", "en"] as const).map((id) => ({
              id,
              text: say(`spoken.language_${id}`),
            }))}
            onChange={({ detail }) => {
              setLanguage(detail.selectedId === "en" ? "en" : "sv");
            }}
          />
        }
      />
      {deed?.kind === "change" && <ChangeTextDialogue text={deed.text} onDismiss={done} />}
      {deed?.kind === "reset" && <ResetTextDialogue text={deed.text} onDismiss={done} />}
    </Page>
  );
}

function columns(
  say: Say,
  mayChange: boolean,
  setDeed: (deed: Deed) => void,
): readonly Column<SpokenText>[] {
  const when = (text: SpokenText) => say(`spoken.refusal_${text.refusal}`);
  const deeds: Column<SpokenText> = {
    id: "deeds",
    header: say("fields.deeds"),
    cell: (text) => (
      <SpaceBetween direction="horizontal" size="s">
        <RowDeed
          text={say("spoken.change")}
          name={say("spoken.change_named", { when: when(text) })}
          onAct={() => {
            setDeed({ kind: "change", text });
          }}
        />
        {text.own !== null && (
          <RowDeed
            text={say("spoken.reset")}
            name={say("spoken.reset_named", { when: when(text) })}
            onAct={() => {
              setDeed({ kind: "reset", text });
            }}
          />
        )}
      </SpaceBetween>
    ),
  };
  return [
    {
      id: "refusal",
      header: say("spoken.when"),
      minWidth: 150,
      cell: (text) => <div className="spoken-text">{when(text)}</div>,
    },
    {
      id: "spoken",
      header: say("spoken.heard"),
      minWidth: 280,
      cell: ({ spoken, language }) => (
        <div className="spoken-text" lang={language}>
          {spoken}
        </div>
      ),
    },
    {
      id: "whose",
      header: say("spoken.whose"),
      cell: ({ own }) => (
        <StatusIndicator type={own === null ? "stopped" : "success"}>
          {say(own === null ? "spoken.standard" : "spoken.own")}
        </StatusIndicator>
      ),
    },
    {
      id: "listen",
      header: say("spoken.listen"),
      cell: (text) => (
        <SpeakButton text={text.spoken} language={text.language} name={when(text)} isSmall />
      ),
    },
    ...(mayChange ? [deeds] : []),
  ];
}
