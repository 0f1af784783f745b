import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { Component, type ReactNode } from "react";

import { useSay } from "~/words/say";

/** Keeps what breaks in one part from taking the rest along. `place` new: try again. */
export class Boundary extends Component<
  { children: ReactNode; place?: string },
  { broken: Error | null; place: string | undefined }
> {
  override state: { broken: Error | null; place: string | undefined } = {
    broken: null,
    place: this.props.place,
  };

  static getDerivedStateFromError(broken: Error) {
    return { broken };
  }

  static getDerivedStateFromProps(
    { place }: { place?: string },
    state: { place: string | undefined },
  ) {
    return place === state.place ? null : { broken: null, place };
  }

  override render() {
    return this.state.broken ? <Broken error={this.state.broken} /> : this.props.children;
  }
}

function Broken({ error }: { error: Error }) {
  const say = useSay();
  return (
    <Box padding="l">
      <Alert
        type="error"
        header={say("app.broken")}
        action={
          <Button
            onClick={() => {
              location.reload();
            }}
          >
            {say("app.reload")}
          </Button>
        }
      >
        {say("app.broken_says")} <code>{error.message}</code>
      </Alert>
    </Box>
  );
}
