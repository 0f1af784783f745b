import { api, type components } from "~/api/client";
import { minorUnits, type Money } from "~/formats/money";
import { moneyOf } from "~/formats/vat";

import { askStanding, type Standing } from "./standing";

export type WantedOrder = Omit<components["schemas"]["NewOrder"], "customer">;

export interface ForeseenOrder {
  readonly text: string;
  readonly sum: Money;
  readonly vatPercent: string;
  readonly standing: Standing;
}

interface Answer {
  data?: ForeseenOrder;
  error?: unknown;
  response: Response;
}

/** What an order would come to, of the article as it is sold now and the credit as it is now. */
export async function foresee(
  { line, quantity }: WantedOrder,
  customer: string,
  priceList: string,
): Promise<Answer> {
  const credit = await askStanding(customer);
  if (!credit.data) return credit;
  const standing = credit.data;
  const tell = (text: string, price: Money, vatPercent: string): Answer => ({
    data: {
      text: quantity === 1 ? text : `${quantity} × ${text}`,
      sum: moneyOf(BigInt(quantity) * minorUnits(price), price.currency),
      vatPercent,
      standing,
    },
    response: credit.response,
  });
  if (line.kind === "own") return tell(line.text, line.unit_price, line.vat_percent);
  const { data, error, response } = await api.GET("/articles/{article}", {
    params: { path: { article: line.article } },
  });
  if (!data) return { error, response };
  const sold = data.price_lists.find(({ price_list }) => price_list === priceList);
  if (!sold) return { error, response };
  const { description, currency, tariff, unit, vat_percent } = sold.article;
  if (unit === "minute")
    return tell(description, { amount: tariff.rate_per_minute, currency }, vat_percent);
  const shortest = await askShortestCall(line.article, priceList, currency);
  if (!shortest.data) return shortest;
  return tell(description, shortest.data.amount, vat_percent);
}

/** What is charged for a call, or a piece. */
function askShortestCall(article: string, priceList: string, currency: string) {
  const start = new Date().toISOString();
  return api.POST("/price-calls", {
    body: {
      article,
      price_list: priceList,
      start,
      talk_seconds: 1,
      currency,
      discounts: [],
      is_later_leg: false,
      language: "en",
    },
  });
}
