import Box from "@cloudscape-design/components/box";

import { formatMoney } from "~/formats/money";
import { MoneyText } from "~/parts/MoneyText";
import type { Column } from "~/parts/ListTable";
import type { Say } from "~/words/say";

import { TariffText } from "./TariffText";
import type { NumberedArticle } from "./usePrices";

type PricedArticle = Omit<NumberedArticle, "number">;

/** What an article is and costs; its number goes before. */
export function articleColumns(say: Say): readonly Column<PricedArticle>[] {
  const amount = (text: string | null | undefined, { currency }: PricedArticle) =>
    text && text !== "0.00" ? <MoneyText money={{ amount: text, currency }} /> : say("parts.none");
  return [
    {
      id: "description",
      header: say("prices.description"),
      minWidth: 150,
      cell: ({ description, vat_percent }) => (
        <>
          <div>{description}</div>
          <Box variant="small" color="text-body-secondary">
            {say("prices.vat_of", { percent: vat_percent.replace(".", ",") })}
          </Box>
        </>
      ),
    },
    {
      id: "rate",
      header: say("prices.rate"),
      isNumeric: true,
      cell: ({ tariff, currency }) => (
        <span className="figures">{formatMoney({ amount: tariff.rate_per_minute, currency })}</span>
      ),
    },
    {
      id: "fee",
      header: say("prices.opening_fee"),
      isNumeric: true,
      cell: (article) => amount(article.tariff.opening_fee, article),
    },
    {
      id: "words",
      header: say("prices.in_words"),
      minWidth: 340,
      cell: ({ tariff, currency }) => <TariffText tariff={tariff} currency={currency} />,
    },
  ];
}
