import { MoneyText } from "~/parts/MoneyText";
import { ListTable, type Column } from "~/parts/ListTable";
import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { useSay, type Say } from "~/words/say";

import { LineLinks } from "./LineLinks";
import { useArticles, type ArticleSummary } from "./useArticles";

/** Everything that is on sale, where, and at which rate. */
export default function ArticlesPage() {
  const say = useSay();
  const articles = useArticles();
  return (
    <Page title={say("articles.title")} isList>
      <ListTable
        isPage
        title={say("articles.title")}
        list={articles}
        idOf={({ number }) => number}
        columns={columns(say)}
        empty={say("articles.none")}
      />
    </Page>
  );
}

function columns(say: Say): readonly Column<ArticleSummary>[] {
  return [
    {
      id: "number",
      header: say("articles.number"),
      cell: ({ number }) => <PageLink to={`/articles/${number}`}>{number}</PageLink>,
    },
    {
      id: "description",
      header: say("articles.description"),
      minWidth: 160,
      cell: ({ description }) => description,
    },
    { id: "unit", header: say("articles.unit"), cell: ({ unit }) => say(`prices.unit_${unit}`) },
    {
      id: "vat",
      header: say("articles.vat"),
      isNumeric: true,
      cell: ({ vat_percent }) => `${vat_percent.replace(".", ",")} %`,
    },
    {
      id: "rates",
      header: say("articles.rates"),
      minWidth: 180,
      cell: ({ price_lists }) =>
        price_lists.map(({ price_list, rate_per_minute }) => (
          <div key={price_list}>
            {price_list}: <MoneyText money={rate_per_minute} />
          </div>
        )),
    },
    {
      id: "lines",
      header: say("articles.lines"),
      minWidth: 160,
      cell: ({ service_lines }) => <LineLinks lines={service_lines} />,
    },
  ];
}
