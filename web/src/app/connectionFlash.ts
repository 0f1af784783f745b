import type { FlashbarProps } from "@cloudscape-design/components/flashbar";

import { useConnection } from "~/api/connection";
import { useSay } from "~/words/say";

/** The bar that says the service does not answer, or fails. */
export function useConnectionFlash(): FlashbarProps.MessageDefinition[] {
  const say = useSay();
  const connection = useConnection();
  if (connection === "fine") return [];
  return [
    {
      id: "connection",
      type: "warning",
      loading: true,
      header: say(`app.connection_${connection}`),
      content: say(`app.connection_${connection}_says`),
    },
  ];
}
