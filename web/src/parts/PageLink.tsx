import Link, { type LinkProps } from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";

interface Props {
  readonly to: string;
  readonly children: ReactNode;
  readonly variant?: LinkProps.Variant;
  readonly fontSize?: LinkProps.FontSize;
}

/** A link to a page of ours, without loading the application again. */
export function PageLink({ to, children, variant = "secondary", fontSize }: Props) {
  const follow = useFollow();
  return (
    <Link href={to} variant={variant} onFollow={follow} {...(fontSize && { fontSize })}>
      {children}
    </Link>
  );
}

/** For `onFollow` of Cloudscape's parts: goes to a page of ours, unless a new tab is asked for. */
export function useFollow() {
  const navigate = useNavigate();
  return (event: {
    preventDefault: () => void;
    detail: { href?: string | undefined; external?: boolean | undefined };
  }) => {
    const { href, external } = event.detail;
    if (!href || external) return;
    event.preventDefault();
    void navigate(href);
  };
}
