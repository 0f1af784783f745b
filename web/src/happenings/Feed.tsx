import Box from "@cloudscape-design/components/box";
import Icon from "@cloudscape-design/components/icon";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";

import type { List } from "~/api/useList";
import { FailureAlert } from "~/parts/FailureAlert";
import { InstantText } from "~/parts/InstantText";
import { Loading } from "~/parts/Shown";
import { useSay } from "~/words/say";

import { tell } from "./tell";
import type { Happening } from "./useHappenings";
import "./happenings.css";

interface Props {
  readonly list: List<Happening>;
  readonly label: string;
  /** Only the first so many, and no pages. */
  readonly most?: number;
}

/** What happened, one below the other, a page at a time. */
export function Feed({ list, label, most }: Props) {
  const say = useSay();
  if (list.failure && !list.items.length)
    return <FailureAlert failure={list.failure} onAgain={list.again} isTrying={list.isLoading} />;
  if (list.isLoading && !list.items.length) return <Loading />;
  if (!list.items.length) return <Box color="text-body-secondary">{say("happenings.nothing")}</Box>;
  const hasPages = most === undefined && (list.pages > 1 || list.isOpenEnded);
  return (
    <SpaceBetween size="s">
      <ol className="feed" aria-label={label}>
        {list.items.slice(0, most).map((happening, place) => (
          <Item key={`${happening.at} ${place}`} happening={happening} />
        ))}
      </ol>
      {hasPages && (
        <Pagination
          currentPageIndex={list.page}
          pagesCount={list.pages}
          openEnd={list.isOpenEnded}
          disabled={list.isLoading}
          onChange={({ detail }) => {
            list.turnTo(detail.currentPageIndex);
          }}
        />
      )}
    </SpaceBetween>
  );
}

function Item({ happening }: { happening: Happening }) {
  const say = useSay();
  const { icon, heading, detail, who, why } = tell(happening, say);
  const foot = [who === "system" ? say("happenings.system") : who, why].filter(Boolean).join(": ");
  return (
    <li className="feed-item">
      <div className="feed-sign">
        <Icon name={icon} variant="subtle" />
      </div>
      <div>
        <div className="feed-head">
          <Box variant="strong">{heading}</Box>
          <Box color="text-body-secondary">
            <InstantText instant={happening.at} />
          </Box>
        </div>
        {detail}
        {foot && (
          <Box color="text-body-secondary" fontSize="body-s">
            <span className="feed-foot">{foot}</span>
          </Box>
        )}
      </div>
    </li>
  );
}
