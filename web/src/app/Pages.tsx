import { createBrowserRouter, Navigate, RouterProvider } from "react-router";
import { lazy, useState } from "react";

import { api } from "~/api/client";
import { MeContext, type Me } from "~/api/me";
import { useRead } from "~/api/useRead";
import { Shown } from "~/parts/Shown";
import { config } from "~/signing_in/config";

import { NotFoundPage } from "./NotFoundPage";
import { ROUTES, START, type PageRoute } from "./routes";
import { Shell } from "./Shell";

/** The pages that who is signed in may see, in the shell. */
export function Pages() {
  const me = useRead(["me"], (signal) => api.GET("/me", { signal }));
  return <Shown read={me}>{(told) => <Routed key={told.id} me={told} />}</Shown>;
}

function Routed({ me }: { me: Me }) {
  const [router] = useState(() => routerOf(pagesFor(me)));
  return (
    <MeContext value={me}>
      <RouterProvider router={router} />
    </MeContext>
  );
}

export function pagesFor(me: Me): readonly PageRoute[] {
  return ROUTES.filter(
    ({ needs, isLocalOnly }) =>
      me.operations.includes(needs) && (!isLocalOnly || config().is_local_stage),
  );
}

function routerOf(pages: readonly PageRoute[]) {
  return createBrowserRouter([
    {
      element: <Shell pages={pages} />,
      children: [
        // A hidden one must not be taken for a neighbour's: /prices/:name/new for a version.
        ...ROUTES.map((route) => ({ path: route.path, element: elementOf(route, pages) })),
        { path: "*", element: <NotFoundPage /> },
      ],
    },
  ]);
}

function elementOf(route: PageRoute, pages: readonly PageRoute[]) {
  if (pages.includes(route)) {
    const Page = lazy(route.load);
    return <Page />;
  }
  return route.path === "/" ? <Navigate to={START} replace /> : <NotFoundPage />;
}
