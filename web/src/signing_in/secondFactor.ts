import {
  fetchMFAPreference,
  setUpTOTP,
  updateMFAPreference,
  verifyTOTPSetup,
} from "@aws-amplify/auth";

import { session } from "./session";

/** What an authenticator app makes its codes of. */
export interface AppKey {
  readonly key: string;
  /** With the key in it, as apps read it off a picture. */
  readonly address: string;
}

/** Of who is signed in. All of these throw what the user pool refused with, by `name`. */
export function isSecondFactorOn(): Promise<boolean> {
  return signedIn(async () => {
    const { enabled } = await fetchMFAPreference();
    return enabled?.includes("TOTP") ?? false;
  });
}

/** A new key; null for who has one in use, which a new one would silently put out of use. */
export async function askForKey(): Promise<AppKey | null> {
  if (await isSecondFactorOn()) return null;
  return signedIn(async () => {
    const details = await setUpTOTP();
    const address = details.getSetupUri("AgentLine", encodeURIComponent(session.email));
    return { key: details.sharedSecret, address: address.href };
  });
}

/** With a code that the app made of the key. */
export async function switchSecondFactorOn(code: string): Promise<void> {
  await signedIn(() => verifyTOTPSetup({ code }));
  await signedIn(() => updateMFAPreference({ totp: "PREFERRED" }));
}

export function switchSecondFactorOff(): Promise<void> {
  return signedIn(() => updateMFAPreference({ totp: "DISABLED" }));
}

/** What is asked; if their session was ended meanwhile, once they are in again. */
async function signedIn<Told>(ask: () => Promise<Told>): Promise<Told> {
  for (;;) {
    await session.token();
    try {
      return await ask();
    } catch (error) {
      if (!isSessionOver(error)) throw error;
      session.expire();
    }
  }
}

function isSessionOver(error: unknown): boolean {
  return (
    error instanceof Error &&
    ["NotAuthorizedException", "UserUnAuthenticatedException"].includes(error.name)
  );
}
