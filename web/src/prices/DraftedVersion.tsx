import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { ListTable } from "~/parts/ListTable";
import { useListOf } from "~/parts/listOf";
import { RowDeed } from "~/parts/RowDeed";
import { useSay } from "~/words/say";

import { AddVersionDialogue } from "./AddVersionDialogue";
import { articleColumns } from "./articleColumns";
import { ArticleDialogue } from "./ArticleDialogue";
import type { NumberedArticle } from "./usePrices";

interface Props {
  readonly name: string;
  readonly articles: readonly NumberedArticle[];
}

/** The articles of a version that is being made. */
export function DraftedVersion({ name, articles: before }: Props) {
  const say = useSay();
  const [articles, setArticles] = useState(before);
  const [edited, edit] = useState<NumberedArticle | "new" | null>(null);
  const [isAdding, setAdding] = useState(false);
  const list = useListOf(articles);
  const without = (number: string) => articles.filter((article) => article.number !== number);
  return (
    <>
      <ListTable
        title={say("prices.articles")}
        list={list}
        idOf={({ number }) => number}
        empty={say("prices.no_articles")}
        columns={[
          { id: "number", header: say("prices.article"), cell: ({ number }) => number },
          {
            id: "deeds",
            header: say("fields.deeds"),
            cell: (article) => (
              <SpaceBetween direction="horizontal" size="s">
                <RowDeed
                  text={say("prices.change")}
                  name={say("prices.change_named", { article: article.number })}
                  onAct={() => {
                    edit(article);
                  }}
                />
                <RowDeed
                  text={say("prices.remove")}
                  name={say("prices.remove_named", { article: article.number })}
                  onAct={() => {
                    setArticles(without(article.number));
                  }}
                />
              </SpaceBetween>
            ),
          },
          ...articleColumns(say),
        ]}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              onClick={() => {
                edit("new");
              }}
            >
              {say("prices.add_article")}
            </Button>
            <Button
              variant="primary"
              disabled={!articles.length}
              onClick={() => {
                setAdding(true);
              }}
            >
              {say("prices.go_on")}
            </Button>
          </SpaceBetween>
        }
      />
      {edited && (
        <ArticleDialogue
          article={edited === "new" ? null : edited}
          taken={articles.map(({ number }) => number)}
          onDone={(article) => {
            setArticles(
              [...without(article.number), article].sort((one, other) =>
                one.number < other.number ? -1 : 1,
              ),
            );
            edit(null);
          }}
          onDismiss={() => {
            edit(null);
          }}
        />
      )}
      {isAdding && (
        <AddVersionDialogue
          name={name}
          articles={articles}
          onDismiss={() => {
            setAdding(false);
          }}
        />
      )}
    </>
  );
}
