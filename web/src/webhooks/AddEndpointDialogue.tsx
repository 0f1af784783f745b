import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { useState } from "react";
import { useNavigate } from "react-router";

import { useTell } from "~/app/flashes";
import { api, type components } from "~/api/client";
import { keyed } from "~/api/headers";
import { fieldFault } from "~/api/problem";
import { useDeed } from "~/api/useDeed";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { SecretOnce } from "~/parts/SecretOnce";
import { TextField } from "~/parts/TextField";
import { useSay } from "~/words/say";

import { EVENTS, TOUCHED, wordOf, type EndpointWithSecret, type EventType } from "./useWebhooks";

/** An address that is told from now on; then its secret, this once. */
export function AddEndpointDialogue({ onDismiss }: { onDismiss: () => void }) {
  const say = useSay();
  const tell = useTell();
  const navigate = useNavigate();
  const [url, setUrl] = useState("");
  const [isOfAll, setOfAll] = useState(true);
  const [events, setEvents] = useState<readonly EventType[]>([]);
  const [isTried, setTried] = useState(false);
  const [added, setAdded] = useState<EndpointWithSecret | null>(null);
  const isUrl = /^https:\/\/\S+$/.test(url.trim());
  const isNone = !isOfAll && !events.length;
  const add = useDeed(
    (body: components["schemas"]["AddEndpoint"], key) =>
      api.POST("/webhook-endpoints", { params: { header: keyed(key) }, body }),
    {
      touches: TOUCHED,
      onDone: ({ told }) => {
        setAdded(told);
        tell("success", say("webhooks.added", { url: told.url }));
      },
    },
  );
  if (added)
    return (
      <SecretOnce
        title={say("webhooks.secret")}
        secret={added.secret}
        says={say("webhooks.secret_says")}
        onDismiss={() => void navigate(`/webhooks/${added.id}`)}
      />
    );
  return (
    <ReasonDialogue
      title={say("webhooks.add")}
      submit={say("webhooks.add")}
      deed={add}
      want={(reason) => {
        setTried(true);
        if (!isUrl || isNone) return null;
        return { url: url.trim(), events: isOfAll ? null : [...events], reason };
      }}
      onDone={() => undefined}
      onDismiss={onDismiss}
    >
      <TextField
        label={say("webhooks.url")}
        type="url"
        value={url}
        onChange={setUrl}
        says={say("webhooks.url_says")}
        fault={isTried && !isUrl ? say("webhooks.url_wrong") : fieldFault(add.failure, "url")}
      />
      <FormField
        label={say("webhooks.events")}
        errorText={isTried && isNone && say("webhooks.events_none")}
        stretch
      >
        <RadioGroup
          value={isOfAll ? "all" : "some"}
          items={[
            { value: "all", label: say("webhooks.events_all") },
            { value: "some", label: say("webhooks.events_some") },
          ]}
          onChange={({ detail }) => {
            setOfAll(detail.value === "all");
          }}
        />
      </FormField>
      {!isOfAll &&
        EVENTS.map((event) => (
          <Checkbox
            key={event}
            checked={events.includes(event)}
            onChange={({ detail }) => {
              setEvents(
                EVENTS.filter((each) => (each === event ? detail.checked : events.includes(each))),
              );
            }}
          >
            {say(`webhooks.event_${wordOf(event)}`)}
          </Checkbox>
        ))}
    </ReasonDialogue>
  );
}
