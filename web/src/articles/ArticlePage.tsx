import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useParams } from "react-router";

import { formatMoney } from "~/formats/money";
import { Facts } from "~/parts/Facts";
import { InstantText } from "~/parts/InstantText";
import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { Shown } from "~/parts/Shown";
import { TariffText } from "~/prices/TariffText";
import { useSay } from "~/words/say";

import { LineLinks } from "./LineLinks";
import { useArticle, type Article } from "./useArticles";

/** One article: what it costs by each price list, and which lines are charged by it. */
export default function ArticlePage() {
  const say = useSay();
  const { number = "" } = useParams();
  const article = useArticle(number);
  const description = article.told?.price_lists[0]?.article.description;
  return (
    <Page
      title={description ? `${number} ${description}` : number}
      under={[{ text: say("articles.title"), href: "/articles" }]}
    >
      <Shown read={article}>{(told) => <Body article={told} />}</Shown>
    </Page>
  );
}

function Body({ article }: { article: Article }) {
  const say = useSay();
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{say("articles.lines")}</Header>}>
        <LineLinks lines={article.service_lines} />
      </Container>
      {article.price_lists.map(({ price_list, valid_from, article: sold }) => {
        const { description, vat_percent, unit, currency, tariff } = sold;
        return (
          <Container
            key={price_list}
            header={
              <Header
                variant="h2"
                description={description}
                actions={
                  <PageLink to={`/prices/${price_list}/${valid_from}`}>
                    {say("articles.to_version")}
                  </PageLink>
                }
              >
                {price_list}
              </Header>
            }
          >
            <Facts
              columns={4}
              facts={[
                [say("articles.rate"), formatMoney({ amount: tariff.rate_per_minute, currency })],
                [say("articles.unit"), say(`prices.unit_${unit}`)],
                [say("articles.vat"), `${vat_percent.replace(".", ",")} %`],
                [say("articles.valid_from"), <InstantText key="from" instant={valid_from} />],
                [
                  say("articles.tariff"),
                  <TariffText key="words" tariff={tariff} currency={currency} />,
                ],
              ]}
            />
          </Container>
        );
      })}
    </SpaceBetween>
  );
}
