import Box from "@cloudscape-design/components/box";

import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { useSay } from "~/words/say";

export function NotFoundPage() {
  const say = useSay();
  return (
    <Page title={say("app.not_found")}>
      <Box>{say("app.not_found_says")}</Box>
      <PageLink to="/">{say("app.to_home")}</PageLink>
    </Page>
  );
}
