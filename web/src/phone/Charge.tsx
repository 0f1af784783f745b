import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";

import { formatDuration } from "~/formats/times";
import { Sentences } from "~/orders/Explanation";
import { Facts } from "~/parts/Facts";
import { MoneyText } from "~/parts/MoneyText";
import { PageLink } from "~/parts/PageLink";
import { useLanguage, useSay } from "~/words/say";

import type { CallState } from "./callState";
import type { Order } from "./events";

/** What the call cost and why, once it is over. */
export function Charge({ state }: { state: CallState }) {
  const say = useSay();
  const { phase, orders, caller, account, why } = state;
  if (why === null) return null;
  return (
    <Container header={<Header variant="h2">{say("phone.charge")}</Header>}>
      <SpaceBetween size="m">
        {orders.map((order) => (
          <OrderShown key={order.contact} order={order} />
        ))}
        {!orders.length && phase === "rating" && (
          <Box>
            <Spinner /> {say("phone.rating")}
          </Box>
        )}
        {!orders.length && phase === "over" && <Box>{say("phone.not_charged")}</Box>}
        {caller && (
          <div>
            <PageLink to={`/customers/${caller.number}`}>
              {say("phone.customer", { name: caller.name ?? "", number: caller.number })}
            </PageLink>
            {caller.is_new && ` ${say("phone.is_new")}`}
            {caller.is_newly_linked && ` ${say("phone.is_newly_linked")}`}
          </div>
        )}
        {account && (
          <Facts
            facts={[
              [
                say("phone.available"),
                <MoneyText
                  key="available"
                  money={{ amount: account.available, currency: account.currency }}
                />,
              ],
              [
                say("phone.unbilled"),
                <MoneyText
                  key="unbilled"
                  money={{ amount: account.unbilled, currency: account.currency }}
                />,
              ],
            ]}
          />
        )}
      </SpaceBetween>
    </Container>
  );
}

function OrderShown({ order }: { order: Order }) {
  const say = useSay();
  const language = useLanguage();
  return (
    <SpaceBetween size="xs">
      <p className="phone-amount">
        <MoneyText money={order} />
      </p>
      <Facts
        facts={[
          [say("phone.talked"), formatDuration(order.talk_seconds)],
          [say("phone.billed"), formatDuration(order.billed_seconds)],
          [say("phone.article"), order.article],
          [say("phone.price_list"), order.price_list],
        ]}
      />
      <Sentences words={order.explanation[language]} label={say("phone.explanation")} />
    </SpaceBetween>
  );
}
