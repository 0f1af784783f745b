import SideNavigation, {
  type SideNavigationProps,
} from "@cloudscape-design/components/side-navigation";
import { useLocation } from "react-router";

import { useFollow } from "~/parts/PageLink";
import { useSay, type Say } from "~/words/say";

import { SECTIONS, type PageRoute, type Section } from "./routes";

interface Props {
  readonly pages: readonly PageRoute[];
  readonly onFollowed: () => void;
}

export function SideMenu({ pages, onFollowed }: Props) {
  const say = useSay();
  const follow = useFollow();
  const { pathname } = useLocation();
  const current = pages
    .filter(({ menu }) => menu)
    .map(({ path }) => placeOf(path))
    .filter((place) => pathname === place || pathname.startsWith(`${place}/`))
    .at(-1);
  return (
    <SideNavigation
      activeHref={current ?? pathname}
      items={SECTIONS.flatMap((section) => lines(section, pages, say))}
      onFollow={(event) => {
        follow(event);
        onFollowed();
      }}
    />
  );
}

function lines(
  section: Section,
  pages: readonly PageRoute[],
  say: Say,
): SideNavigationProps.Item[] {
  const links = pages.flatMap(({ menu, path }): SideNavigationProps.Link[] =>
    menu?.section === section ? [{ type: "link", text: say(menu.title), href: placeOf(path) }] : [],
  );
  if (section === "top" || !links.length) return links;
  return [{ type: "section", text: say(`app.menu_${section}`), items: links }];
}

/** Without what a page may be told in its path. */
function placeOf(path: string): string {
  return path.replace(/\/:.*$/, "");
}
