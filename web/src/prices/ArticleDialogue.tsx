import { useState } from "react";

import { DeedDialogue } from "~/parts/DeedDialogue";
import { useSay } from "~/words/say";

import { ArticleFields } from "./ArticleFields";
import { emptyArticle, readArticle, typeArticle, type Faults } from "./typedArticle";
import type { NumberedArticle } from "./usePrices";

interface Props {
  /** Null for a new one. */
  readonly article: NumberedArticle | null;
  /** Numbers that a new one cannot have. */
  readonly taken: readonly string[];
  readonly onDone: (article: NumberedArticle) => void;
  readonly onDismiss: () => void;
}

/** An article of a version that is being made: nothing is stored yet. */
export function ArticleDialogue({ article, taken, onDone, onDismiss }: Props) {
  const say = useSay();
  const [typed, setTyped] = useState(article ? typeArticle(article) : emptyArticle);
  const [isTried, setTried] = useState(false);
  const read = readArticle(typed);
  const isTaken = !article && taken.includes(read.article.number);
  const faults: Faults = new Set([...read.faults, ...(isTaken ? (["number"] as const) : [])]);
  return (
    <DeedDialogue
      title={
        article
          ? say("prices.change_named", { article: article.number })
          : say("prices.add_article")
      }
      submit={say("prices.keep")}
      size="large"
      isPending={false}
      failure={undefined}
      onDismiss={onDismiss}
      onSubmit={() => {
        setTried(true);
        if (!faults.size) onDone(read.article);
      }}
    >
      <ArticleFields
        typed={typed}
        onChange={setTyped}
        faults={isTried ? faults : new Set()}
        hasNumber={article !== null}
      />
    </DeedDialogue>
  );
}
