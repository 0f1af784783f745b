import Box from "@cloudscape-design/components/box";
import Spinner from "@cloudscape-design/components/spinner";
import type { ReactNode } from "react";

import type { Read } from "~/api/useRead";
import { useSay } from "~/words/say";

import { FailureAlert } from "./FailureAlert";

/** What a read told; until then that it is asked for, or why it is not there. */
export function Shown<T>({ read, children }: { read: Read<T>; children: (told: T) => ReactNode }) {
  if (read.told !== undefined) return <>{children(read.told)}</>;
  if (read.failure)
    return (
      <FailureAlert
        failure={read.failure}
        onAgain={() => void read.again()}
        isTrying={read.isLoading}
      />
    );
  return <Loading />;
}

export function Loading() {
  const say = useSay();
  return (
    <Box padding="l" textAlign="center" color="text-body-secondary">
      <Spinner /> <span role="status">{say("parts.loading")}</span>
    </Box>
  );
}
