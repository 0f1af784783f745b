import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { useArticles } from "~/articles/useArticles";
import { api, type components } from "~/api/client";
import { fieldFault } from "~/api/problem";
import { useDeed } from "~/api/useDeed";
import { instantOf, wallClock } from "~/formats/wallClock";
import { useServiceLines } from "~/lines/useLines";
import { ChoiceField } from "~/parts/ChoiceField";
import { FailureAlert } from "~/parts/FailureAlert";
import { InstantField } from "~/parts/InstantField";
import { TextField } from "~/parts/TextField";
import { useLanguage, useSay } from "~/words/say";

import { PricedCallShown } from "./PricedCallShown";
import { parseTalk } from "./parseTalk";
import { usePriceLists, type NumberedArticle } from "./usePrices";
import "./prices.css";

type CallToPrice = Pick<
  components["schemas"]["CallToPrice"],
  "article" | "price_list" | "valid_from" | "customer" | "start" | "talk_seconds"
>;

interface Props {
  /** Else it is chosen. */
  readonly priceList?: string;
  /** By this version, whether it is in force or not; else by the one in force when the call starts. */
  readonly validFrom?: string;
  /** Of the version; else all that are on sale now. */
  readonly articles?: readonly NumberedArticle[];
}

/** What a call costs, step by step: of an article or a service line, by a price list or a customer's. */
export function PriceCallPanel({ priceList, validFrom, articles }: Props) {
  const say = useSay();
  const language = useLanguage();
  const [chosen, setChosen] = useState(priceList);
  const [sold, setSold] = useState("");
  const [start, setStart] = useState(() => wallClock(firstMoment(validFrom)));
  const [talk, setTalk] = useState("5:00");
  const [customer, setCustomer] = useState("");
  const [isTried, setTried] = useState(false);
  const lists = usePriceLists();
  const list = chosen ?? lists.items[0]?.name ?? "";
  const choices = useSold(articles);
  const article = choices.find(({ value }) => value === sold)?.article ?? "";
  const [shown, show] = useState<components["schemas"]["PricedCall"] | null>(null);
  const price = useDeed(
    (body: CallToPrice) =>
      api.POST("/price-calls", {
        body: { ...body, currency: "SEK", is_later_leg: false, language },
      }),
    {
      onDone: ({ told }) => {
        show(told);
      },
    },
  );
  // What is shown is of what is typed, and of nothing else.
  const change =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      show(null);
      set(value);
    };
  const seconds = parseTalk(talk);
  const isCustomer = customer.trim() === "" || /^[1-9]\d{5,11}$/.test(customer.trim());
  const ask = () => {
    setTried(true);
    const at = instantOf(start);
    if (!article || !list || !at || seconds === null || !isCustomer) return;
    void price.act({
      article,
      start: at,
      talk_seconds: seconds,
      price_list: list,
      ...(validFrom && { valid_from: validFrom }),
      ...(customer.trim() && { customer: customer.trim() }),
    });
  };
  return (
    <Container
      header={
        <Header variant="h2" description={say("prices.call_says")}>
          {say("prices.call")}
        </Header>
      }
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <SpaceBetween size="m">
          <div className="price-call">
            {priceList === undefined && (
              <ChoiceField
                label={say("prices.list")}
                value={list}
                options={lists.items.map(({ name }) => ({ value: name, label: name }))}
                fault={isTried && !list ? say("parts.required") : undefined}
                onChange={change(setChosen)}
              />
            )}
            <ChoiceField
              label={say("prices.sold")}
              value={sold}
              options={choices}
              fault={isTried && !article ? say("parts.required") : undefined}
              onChange={change(setSold)}
            />
            <InstantField
              label={say("prices.call_start")}
              value={start}
              onChange={change(setStart)}
              fault={isTried && !instantOf(start) ? say("prices.instant_wrong") : undefined}
            />
            <TextField
              label={say("prices.talk")}
              value={talk}
              onChange={change(setTalk)}
              says={say("prices.talk_says")}
              fault={
                isTried && seconds === null
                  ? say("prices.talk_wrong")
                  : fieldFault(price.failure, "talk_seconds")
              }
            />
            <TextField
              label={say("prices.customer")}
              value={customer}
              onChange={change(setCustomer)}
              isOptional
              says={say("prices.customer_says")}
              fault={isTried && !isCustomer ? say("prices.customer_wrong") : undefined}
            />
          </div>
          <Button variant="primary" loading={price.isPending}>
            {say("prices.call_price")}
          </Button>
          <FailureAlert failure={price.failure} onAgain={ask} isTrying={price.isPending} />
          {shown && <PricedCallShown priced={shown} />}
        </SpaceBetween>
      </form>
    </Container>
  );
}

function firstMoment(validFrom: string | undefined): Date {
  const begin = validFrom ? Date.parse(validFrom) : 0;
  return new Date(Math.max(begin, Date.now()));
}

interface Sold {
  readonly value: string;
  readonly label: string;
  readonly article: string;
}

/** Articles, and the lines that are charged by them. */
function useSold(articles: readonly NumberedArticle[] | undefined): readonly Sold[] {
  const say = useSay();
  const onSale = useArticles({ when: articles === undefined }).items;
  const lines = useServiceLines().items;
  const sold = articles ?? onSale;
  return [
    ...sold.map(({ number, description }) => ({
      value: `article ${number}`,
      label: say("prices.sold_article", { article: number, description }),
      article: number,
    })),
    ...lines.flatMap(({ number, name, article, is_in_use }) =>
      is_in_use && article !== null && sold.some((known) => known.number === article)
        ? [
            {
              value: `line ${number}`,
              label: say("prices.sold_line", { line: name, article }),
              article,
            },
          ]
        : [],
    ),
  ];
}
