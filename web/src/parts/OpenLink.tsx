import Link from "@cloudscape-design/components/link";
import type { ReactNode } from "react";

interface Props {
  readonly onOpen: () => void;
  readonly children: ReactNode;
}

/** Opens what a row is about, over the page. */
export function OpenLink({ onOpen, children }: Props) {
  return (
    <Link
      variant="secondary"
      onFollow={(event) => {
        event.preventDefault();
        onOpen();
      }}
    >
      {children}
    </Link>
  );
}
