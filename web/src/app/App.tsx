import { QueryClientProvider } from "@tanstack/react-query";
import { Suspense, use } from "react";

import { queries } from "~/api/queries";
import { Loading } from "~/parts/Shown";
import { SignInAgain, SignInPage } from "~/signing_in/SignIn";
import { useSessionState } from "~/signing_in/session";
import { Words } from "~/words/say";

import { Boundary } from "./Boundary";
import { PreferencesKeeper, usePreferences } from "./preferences";
import { Pages } from "./Pages";

/** `opened` is over once it is known whether somebody is signed in. */
export function App({ opened }: { opened: Promise<void> }) {
  return (
    <PreferencesKeeper>
      <InWords>
        <Boundary>
          <Suspense fallback={<Loading />}>
            <Opened opened={opened} />
          </Suspense>
        </Boundary>
      </InWords>
    </PreferencesKeeper>
  );
}

function InWords({ children }: { children: React.ReactNode }) {
  const { language } = usePreferences();
  return <Words language={language}>{children}</Words>;
}

function Opened({ opened }: { opened: Promise<void> }) {
  use(opened);
  const state = useSessionState();
  if (state === "signed_out") return <SignInPage />;
  return (
    <QueryClientProvider client={queries}>
      <Pages />
      {state === "expired" && <SignInAgain />}
    </QueryClientProvider>
  );
}
