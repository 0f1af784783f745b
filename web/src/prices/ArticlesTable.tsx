import { useState } from "react";

import { useMay } from "~/api/me";
import { ListTable } from "~/parts/ListTable";
import { PageLink } from "~/parts/PageLink";
import { RowDeed } from "~/parts/RowDeed";
import { useListOf } from "~/parts/listOf";
import Button from "@cloudscape-design/components/button";
import { useSay } from "~/words/say";

import { articleColumns } from "./articleColumns";
import { ChangeArticleDialogue } from "./ChangeArticleDialogue";
import type { NumberedArticle, Version } from "./usePrices";

/** The articles of a version. Each can be changed from a day on, and others added. */
export function ArticlesTable({ version }: { version: Version }) {
  const say = useSay();
  const may = useMay();
  const list = useListOf(version.articles);
  const [changed, change] = useState<NumberedArticle | "new" | null>(null);
  const isToChange = may("change_article") && version.state !== "past";
  return (
    <>
      <ListTable
        title={say("prices.articles")}
        list={list}
        idOf={({ number }) => number}
        columns={[
          {
            id: "number",
            header: say("prices.article"),
            cell: ({ number }) => <PageLink to={`/articles/${number}`}>{number}</PageLink>,
          },
          ...articleColumns(say),
          ...(isToChange
            ? [
                {
                  id: "deeds",
                  header: say("fields.deeds"),
                  cell: (article: NumberedArticle) => (
                    <RowDeed
                      text={say("prices.change")}
                      name={say("prices.change_named", { article: article.number })}
                      onAct={() => {
                        change(article);
                      }}
                    />
                  ),
                },
              ]
            : []),
        ]}
        actions={
          isToChange && (
            <Button
              onClick={() => {
                change("new");
              }}
            >
              {say("prices.add_article")}
            </Button>
          )
        }
      />
      {changed && (
        <ChangeArticleDialogue
          version={version}
          article={changed === "new" ? null : changed}
          onDismiss={() => {
            change(null);
          }}
        />
      )}
    </>
  );
}
