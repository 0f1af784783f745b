import Button from "@cloudscape-design/components/button";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { useMay } from "~/api/me";
import { FilterField, Filters } from "~/parts/Filters";
import { ListTable } from "~/parts/ListTable";
import { Page } from "~/parts/Page";
import { TextFilter } from "~/parts/TextFilter";
import { useAddress } from "~/parts/useAddress";
import { useSay } from "~/words/say";

import { useBlacklist, useNumberBlocks, type AnyBlock } from "./blocks";
import { blockColumns } from "./columns";
import { EndBlockDialogue } from "./EndBlockDialogue";
import { PlaceBlockDialogue } from "./PlaceBlockDialogue";

const NAMES = ["number", "of"] as const;

/** Who and what is barred; of one number, what has been too. */
export default function BlacklistPage() {
  const say = useSay();
  const may = useMay();
  const [{ number, of }, choose] = useAddress(NAMES);
  const blacklist = useBlacklist(of === "numbers");
  const ofNumber = useNumberBlocks(number);
  const [isPlacing, setPlacing] = useState(false);
  const [ending, setEnding] = useState<AnyBlock | null>(null);
  return (
    <Page title={say("blacklist.title")} isList>
      <ListTable
        isPage
        title={say("blacklist.title")}
        list={number ? ofNumber : blacklist}
        idOf={(block) => block.id}
        columns={blockColumns(say, { onEnd: may("end_customer_block") ? setEnding : null })}
        empty={say(number ? "blacklist.none_on_number" : "blacklist.none")}
        filter={
          <SpaceBetween size="s">
            <SegmentedControl
              label={say("blacklist.of")}
              selectedId={of === "numbers" ? "numbers" : "all"}
              options={[
                { id: "all", text: say("blacklist.of_all") },
                { id: "numbers", text: say("blacklist.of_numbers") },
              ]}
              onChange={({ detail }) => {
                choose({ of: detail.selectedId, number: "" });
              }}
            />
            <Filters>
              <FilterField label={say("blacklist.search_number")}>
                <TextFilter
                  key={number}
                  text={number}
                  placeholder={say("blacklist.any_spelling")}
                  onChoose={(text) => {
                    choose({ number: text });
                  }}
                />
              </FilterField>
            </Filters>
          </SpaceBetween>
        }
        actions={
          may("place_number_block") && (
            <Button
              variant="primary"
              onClick={() => {
                setPlacing(true);
              }}
            >
              {say("blacklist.block_number")}
            </Button>
          )
        }
      />
      {isPlacing && (
        <PlaceBlockDialogue
          onDismiss={() => {
            setPlacing(false);
          }}
        />
      )}
      {ending && (
        <EndBlockDialogue
          block={ending}
          onDismiss={() => {
            setEnding(null);
          }}
        />
      )}
    </Page>
  );
}
