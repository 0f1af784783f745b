import AppLayoutToolbar from "@cloudscape-design/components/app-layout-toolbar";
import BreadcrumbGroup from "@cloudscape-design/components/breadcrumb-group";
import { Suspense, useState } from "react";
import { Outlet, useLocation } from "react-router";

import { useFollow } from "~/parts/PageLink";
import { Loading } from "~/parts/Shown";
import { useSay } from "~/words/say";

import { Boundary } from "./Boundary";
import { Flashes, FlashKeeper } from "./flashes";
import type { PageRoute } from "./routes";
import { SideMenu } from "./SideMenu";
import { TopBar } from "./TopBar";
import { TrailKeeper, useTrail } from "./trail";

const NARROW = "(max-width: 688px)"; // where Cloudscape's layout puts the menu over the page

/** What is around every page: the bar above, the menu beside, where one is, what was told. */
export function Shell({ pages }: { pages: readonly PageRoute[] }) {
  const say = useSay();
  const { pathname } = useLocation();
  const [isMenuOpen, setMenuOpen] = useState(() => !matchMedia(NARROW).matches);
  const content = (
    <Boundary place={pathname}>
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    </Boundary>
  );
  return (
    <FlashKeeper>
      <TrailKeeper>
        <a className="skip" href="#content">
          {say("app.skip")}
        </a>
        <div id="top">
          <TopBar />
        </div>
        <AppLayoutToolbar
          headerSelector="#top"
          toolsHide
          navigation={
            <SideMenu
              pages={pages}
              onFollowed={() => {
                if (matchMedia(NARROW).matches) setMenuOpen(false);
              }}
            />
          }
          navigationOpen={isMenuOpen}
          onNavigationChange={({ detail }) => {
            setMenuOpen(detail.open);
          }}
          navigationWidth={230}
          breadcrumbs={<TrailShown />}
          notifications={<Flashes />}
          stickyNotifications
          maxContentWidth={1800}
          content={
            <div id="content" tabIndex={-1}>
              {content}
            </div>
          }
        />
      </TrailKeeper>
    </FlashKeeper>
  );
}

function TrailShown() {
  const { steps } = useTrail();
  const follow = useFollow();
  return <BreadcrumbGroup items={[...steps]} onFollow={follow} />;
}
