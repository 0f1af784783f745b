import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import StatusIndicator from "@cloudscape-design/components/status-indicator";

import type { Operation } from "~/api/client";
import { useMay } from "~/api/me";
import { formatCount } from "~/formats/numbers";
import { PageLink } from "~/parts/PageLink";
import { useSay } from "~/words/say";

import type { Today } from "./useToday";

import "~/parts/colours.css";

import "./home.css";

type Queue = keyof Today["waiting"];

/** In the order they are worked off in. `isTrouble`: something has gone wrong, or runs late. */
const QUEUES: readonly {
  readonly queue: Queue;
  readonly to: string;
  readonly needs: Operation;
  readonly isTrouble?: boolean;
}[] = [
  {
    queue: "dispatch_failed",
    to: "/invoices?state=dispatch_failed",
    needs: "list_invoices",
    isTrouble: true,
  },
  { queue: "quarantine", to: "/quarantine", needs: "list_quarantine", isTrouble: true },
  { queue: "overdue", to: "/invoices?state=overdue", needs: "list_invoices", isTrouble: true },
  { queue: "drafts", to: "/invoices?state=draft", needs: "list_invoices" },
  { queue: "unmatched", to: "/unmatched", needs: "list_unmatched" },
  { queue: "suspense", to: "/suspense", needs: "list_suspense" },
  { queue: "payment_tasks", to: "/payment-tasks", needs: "list_payment_tasks" },
  { queue: "addresses", to: "/addresses", needs: "list_address_findings" },
];

/** What waits for somebody, of what one may see. */
export function Waiting({ waiting }: { waiting: Today["waiting"] }) {
  const say = useSay();
  const may = useMay();
  const queues = QUEUES.filter(({ needs }) => may(needs));
  const isNothing = queues.every(({ queue }) => waiting[queue].waiting === 0);
  return (
    <Container fitHeight header={<Header variant="h2">{say("home.waiting")}</Header>}>
      {isNothing && <StatusIndicator type="success">{say("home.waiting_nothing")}</StatusIndicator>}
      <ul className="waiting">
        {queues.map(({ queue, to, isTrouble }) => {
          const { waiting: count, is_more } = waiting[queue];
          return (
            <li key={queue}>
              <PageLink to={to}>{say(`home.waiting_${queue}`)}</PageLink>
              <span className="figures">
                {count > 0 && isTrouble ? (
                  <StatusIndicator type="warning">{counted(count, is_more)}</StatusIndicator>
                ) : (
                  <span className={count ? "waiting-some" : "waiting-none"}>
                    {counted(count, is_more)}
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Container>
  );
}

function counted(count: number, isMore: boolean): string {
  return `${formatCount(count)}${isMore ? "+" : ""}`;
}
