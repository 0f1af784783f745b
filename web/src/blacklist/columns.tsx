import Box from "@cloudscape-design/components/box";

import { formatTelephone } from "~/formats/numbers";
import { EntryStateWord } from "~/parts/EntryStateWord";
import { InstantText } from "~/parts/InstantText";
import type { Column } from "~/parts/ListTable";
import { PageLink } from "~/parts/PageLink";
import { PeriodText } from "~/parts/PeriodText";
import { RowDeed } from "~/parts/RowDeed";
import type { Say } from "~/words/say";

import type { AnyBlock } from "./blocks";

interface Wanted {
  /** Whether all are one customer's. */
  readonly isOfOne?: boolean;
  /** Null where nobody here may end one. */
  readonly onEnd: ((block: AnyBlock) => void) | null;
}

export function blockColumns(
  say: Say,
  { isOfOne = false, onEnd }: Wanted,
): readonly Column<AnyBlock>[] {
  const whom: Column<AnyBlock> = {
    id: "whom",
    header: say("blacklist.whom"),
    minWidth: 170,
    cell: (block) =>
      block.customer && !block.number ? (
        <PageLink to={`/customers/${block.customer}/blocks`}>
          {block.customer_name ?? block.customer}
        </PageLink>
      ) : (
        <span className="figures">{blockedName(block, say)}</span>
      ),
  };
  const kind: Column<AnyBlock> = {
    id: "kind",
    header: say("blacklist.kind"),
    minWidth: 150,
    cell: (block) => say(`blacklist.kind_${block.kind}`),
  };
  return [
    ...(isOfOne ? [kind] : [whom, kind]),
    {
      id: "state",
      header: say("blacklist.state"),
      cell: ({ state }) => <EntryStateWord state={state} />,
    },
    {
      id: "period",
      header: say("blacklist.period"),
      minWidth: 180,
      cell: (block) => <PeriodText from={block.valid_from} until={block.valid_until} />,
    },
    {
      id: "why",
      header: say("blacklist.why"),
      minWidth: 200,
      cell: (block) => (
        <>
          <div>{block.note || block.why}</div>
          <Box color="text-body-secondary" fontSize="body-s">
            {block.placed_by}, <InstantText instant={block.placed_at} />
            {block.ended && (
              <div>
                {say("blacklist.ended_by", { who: block.ended.who, why: block.ended.why })}{" "}
                <InstantText instant={block.ended.at} />
              </div>
            )}
          </Box>
        </>
      ),
    },
    ...(onEnd ? [ending(say, onEnd)] : []),
  ];
}

/** Whom or what a block bars. */
export function blockedName({ number, customer }: AnyBlock, say: Say): string {
  if (number) return formatTelephone(number);
  return say("blacklist.customer_named", { customer: customer ?? "" });
}

function ending(say: Say, onEnd: (block: AnyBlock) => void): Column<AnyBlock> {
  return {
    id: "end",
    header: say("fields.deeds"),
    cell: (block) =>
      block.state !== "ended" && (
        <RowDeed
          text={say("blacklist.end")}
          name={say("blacklist.end_named", { name: blockedName(block, say) })}
          onAct={() => {
            onEnd(block);
          }}
        />
      ),
  };
}
