import type { Say } from "~/words/say";

import { wordOf, type Endpoint } from "./useWebhooks";

/** What an endpoint is told; null is everything there is and will be. */
export function eventsWords(events: Endpoint["events"], say: Say): string {
  if (!events) return say("webhooks.events_all");
  return events.map((event) => say(`webhooks.event_${wordOf(event)}`)).join(", ");
}
