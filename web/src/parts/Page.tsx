import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import { useEffect, type ReactNode } from "react";

import { useTrail, type Step } from "~/app/trail";
import { useSay } from "~/words/say";

interface Props {
  /** The heading, and in the window's title. */
  readonly title: string;
  /** The pages above this one, outermost first. */
  readonly under?: readonly Step[];
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** Pages that are one list have their heading in the list. */
  readonly isList?: boolean;
  readonly children: ReactNode;
}

/** The frame of every page: heading, where it is, the window's title. */
export function Page({ title, under = [], description, actions, isList = false, children }: Props) {
  const say = useSay();
  const { lay } = useTrail();
  const place = JSON.stringify([...under, { text: title, href: "" }]);
  useEffect(() => {
    lay(JSON.parse(place) as Step[]);
  }, [lay, place]);
  useEffect(() => {
    document.title = `${title} · ${say("app.name")}`;
  }, [title, say]);
  if (isList) return children;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={description} actions={actions}>
          {title}
        </Header>
      }
    >
      {children}
    </ContentLayout>
  );
}
