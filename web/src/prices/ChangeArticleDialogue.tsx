import Box from "@cloudscape-design/components/box";
import { useState } from "react";
import { useNavigate } from "react-router";

import { useTell } from "~/app/flashes";
import { api, type components } from "~/api/client";
import { keyed } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { formatInstant } from "~/formats/times";
import { instantOf } from "~/formats/wallClock";
import { InstantField } from "~/parts/InstantField";
import { PreviewDialogue } from "~/parts/PreviewDialogue";
import { isReason, ReasonField } from "~/parts/ReasonField";
import { useSay } from "~/words/say";

import { ArticleFields } from "./ArticleFields";
import { beginnings, exampleStart, inForceAt } from "./beginnings";
import { emptyArticle, readArticle, typeArticle } from "./typedArticle";
import { TOUCHED, versionPath, type NumberedArticle, type Version } from "./usePrices";
import { VersionForeseen } from "./VersionForeseen";

interface Wanted {
  readonly number: string;
  readonly body: components["schemas"]["ChangedArticle"];
}

interface Props {
  readonly version: Version;
  /** Null to add one. */
  readonly article: NumberedArticle | null;
  readonly onDismiss: () => void;
}

/** One article otherwise from an instant on; all others stay as they are then. */
export function ChangeArticleDialogue({ version, article, onDismiss }: Props) {
  const say = useSay();
  const tell = useTell();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(article ? typeArticle(article) : emptyArticle);
  const [begin, setBegin] = useState(() => beginnings(version));
  const [why, setWhy] = useState("");
  const [isTried, setTried] = useState(false);
  const { price_list: name } = version;
  const read = readArticle(typed);

  const preview = useDeed(async ({ number, body }: Wanted) => {
    const base = await inForceAt(name, body.valid_from);
    if (!base.data) return { error: base.error, response: base.response };
    const others = base.data.articles.filter((other) => other.number !== number);
    return api.POST("/price-lists/{name}/versions/preview", {
      params: { path: { name } },
      body: {
        valid_from: body.valid_from,
        start: exampleStart(body.valid_from),
        articles: [...others, { ...body.article, number }],
      },
    });
  });
  const change = useDeed(
    ({ number, body }: Wanted, key) =>
      api.POST("/price-lists/{name}/articles/{article}/changes", {
        params: { path: { name, article: number }, header: keyed(key) },
        body,
      }),
    {
      touches: TOUCHED,
      onDone: ({ told }, { number }) => {
        const since = formatInstant(told.version.valid_from);
        tell("success", say("prices.article_changed", { article: number, since }));
        void navigate(versionPath(told.version));
      },
    },
  );

  const want = (): Wanted | null => {
    setTried(true);
    const valid_from = instantOf(begin);
    if (read.faults.size || !valid_from || !isReason(why)) return null;
    const { number, ...rest } = read.article;
    return { number, body: { valid_from, article: rest, reason: why.trim() } };
  };
  return (
    <PreviewDialogue
      title={
        article
          ? say("prices.change_named", { article: article.number })
          : say("prices.add_article")
      }
      previewTitle={say("prices.foreseen")}
      preview={preview}
      deed={change}
      foresee={say("fields.foresee")}
      submit={say("prices.save")}
      want={want}
      show={(foreseen) => <VersionForeseen foreseen={foreseen} />}
      isPossible={() => true}
      onDismiss={onDismiss}
    >
      <Box>{say("prices.change_says")}</Box>
      <ArticleFields
        typed={typed}
        onChange={setTyped}
        faults={isTried ? read.faults : new Set()}
        hasNumber={article !== null}
      />
      <InstantField
        label={say("prices.valid_from")}
        value={begin}
        onChange={setBegin}
        fault={isTried && !instantOf(begin) ? say("prices.instant_wrong") : undefined}
        says={say("prices.begins_says")}
      />
      <ReasonField reason={why} onChange={setWhy} isTried={isTried} />
    </PreviewDialogue>
  );
}
