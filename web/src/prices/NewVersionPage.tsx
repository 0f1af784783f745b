import { useParams, useSearchParams } from "react-router";

import { Page } from "~/parts/Page";
import { Shown } from "~/parts/Shown";
import { useSay } from "~/words/say";

import { DraftedVersion } from "./DraftedVersion";
import { usePriceLists, useVersion } from "./usePrices";
import { Loading } from "~/parts/Shown";
import { FailureAlert } from "~/parts/FailureAlert";

/** A version by hand: it begins like another, usually the one in force. */
export default function NewVersionPage() {
  const say = useSay();
  const { name = "" } = useParams();
  const [params] = useSearchParams();
  const lists = usePriceLists();
  const list = lists.items.find((known) => known.name === name);
  const like = params.get("like") ?? (list?.in_force ?? list?.next)?.valid_from ?? null;
  const isNew = !lists.isLoading && lists.items.length > 0 && like === null;
  const version = useVersion(name, like);
  return (
    <Page
      title={say("prices.new_title", { list: name })}
      under={[
        { text: say("prices.title"), href: "/prices" },
        { text: name, href: `/prices/${name}` },
      ]}
      description={say(isNew ? "prices.new_list_draft_says" : "prices.new_says")}
    >
      {isNew && <DraftedVersion name={name} articles={[]} />}
      {like !== null && (
        <Shown read={version}>
          {({ articles, valid_from }) => (
            <DraftedVersion key={valid_from} name={name} articles={articles} />
          )}
        </Shown>
      )}
      {like === null && !isNew && (lists.isLoading ? <Loading /> : null)}
      {like === null && <FailureAlert failure={lists.failure} onAgain={lists.again} />}
    </Page>
  );
}
