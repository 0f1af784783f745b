import { confirmSignIn, fetchAuthSession, signIn, signOut } from "@aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "@aws-amplify/auth/cognito";
import { Amplify } from "@aws-amplify/core";
import { useSyncExternalStore } from "react";

import { ConnectionLostError } from "~/api/problem";

import type { Config } from "./config";

/** "expired": somebody was signed in, and what they were at is still on the page. */
export type SessionState = "signed_out" | "signed_in" | "expired";
/** What the user pool asks for next; "done" when they are in. */
export type Step = "done" | "new_password" | "code" | "reset" | "unknown";

/** Tokens of the user pool: got by SRP, renewed when they run out, waited for when they are over. */
class Session {
  #state: SessionState = "signed_out";
  #email = "";
  readonly #listeners = new Set<() => void>();

  /** Raises nothing: without a session to take up, nobody is signed in. */
  async open(config: Config): Promise<void> {
    const auth = {
      Cognito: {
        userPoolId: config.user_pool_id,
        userPoolClientId: config.client_id,
        ...(config.user_pool_endpoint && {
          userPoolEndpoint: new URL(config.user_pool_endpoint, location.origin).href,
        }),
      },
    };
    cognitoUserPoolsTokenProvider.setAuthConfig(auth);
    Amplify.configure({ Auth: auth }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
    if (await this.#takeUp().catch(() => null)) this.#become("signed_in");
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Of who is signed in, or was until their session expired. */
  get email(): string {
    return this.#email;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Throws what the user pool refused with, by `name`. */
  async signIn(email: string, password: string): Promise<Step> {
    // Tokens that the API refuses are still there, and would be in the way.
    if (this.#state === "expired") await signOut().catch(() => undefined);
    const { nextStep } = await signIn({
      username: email,
      password,
      options: { authFlowType: "USER_SRP_AUTH" },
    });
    return this.#follow(nextStep.signInStep);
  }

  /** With a new password, or a code of the authenticator app. */
  async answer(challengeResponse: string): Promise<Step> {
    const { nextStep } = await confirmSignIn({ challengeResponse });
    return this.#follow(nextStep.signInStep);
  }

  async signOut(): Promise<void> {
    // The tokens are forgotten here even where the pool cannot be told.
    await signOut().catch(() => undefined);
    this.#email = "";
    this.#become("signed_out");
  }

  /** The API does not take the token any more. */
  expire(): void {
    if (this.#state === "signed_in") this.#become("expired");
  }

  /** An ID token, renewed if need be; of the next session, if this one is over. */
  async token(): Promise<string> {
    if (this.#state === "signed_in") {
      const token = await this.#takeUp();
      if (token) return token;
      this.expire();
    }
    await this.#signedIn();
    return this.token();
  }

  /** One that says what the member may do now: their role may have changed. */
  async freshToken(): Promise<string> {
    const token = await this.#takeUp(true);
    if (token) return token;
    this.expire();
    return this.token();
  }

  async #takeUp(forceRefresh = false): Promise<string | null> {
    try {
      const { tokens } = await fetchAuthSession({ forceRefresh });
      const idToken = tokens?.idToken;
      if (!idToken) return null;
      const { email } = idToken.payload;
      if (typeof email === "string") this.#email = email;
      return idToken.toString();
    } catch (error) {
      if (error instanceof Error && error.name === "NetworkError")
        throw new ConnectionLostError("the user pool does not answer", { cause: error });
      return null;
    }
  }

  async #follow(step: string): Promise<Step> {
    switch (step) {
      case "DONE":
        await this.#takeUp();
        this.#become("signed_in");
        return "done";
      case "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED":
        return "new_password";
      case "CONFIRM_SIGN_IN_WITH_TOTP_CODE":
        return "code";
      case "RESET_PASSWORD":
        return "reset";
      default:
        return "unknown";
    }
  }

  #signedIn(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.subscribe(() => {
        if (this.#state !== "signed_in") return;
        stop();
        resolve();
      });
    });
  }

  #become(state: SessionState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}

export const session = new Session();

export function useSessionState(): SessionState {
  return useSyncExternalStore(session.subscribe, () => session.state);
}
