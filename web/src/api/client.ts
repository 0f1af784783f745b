import createClient from "openapi-fetch";

import { session } from "~/signing_in/session";

import { tellConnection } from "./connection";
import { ConnectionLostError, ProblemError, problemOf } from "./problem";
import type { operations, paths } from "./schema";

export type { components, operations } from "./schema";
/** What the API can do, by operationId: rights are told by it. */
export type Operation = keyof operations;

// API Gateway gives up after 29 s.
const LONGEST_WAIT_MS = 35_000;

/** The staff API, typed by docs/openapi.json. Its answers go through `answered`. */
export const api = createClient<paths>({ baseUrl: "/v1", fetch: askSignedIn });

/** What was told, and its version for If-Match where it has one. */
export interface Told<T> {
  readonly told: T;
  readonly version: string | null;
}

interface RawAnswer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The answer of a call of `api`. Throws ProblemError and ConnectionLostError. */
export async function answered<T>(call: Promise<RawAnswer<T>>): Promise<Told<T>> {
  const { data, error, response } = await call;
  if (!response.ok) throw new ProblemError(problemOf(response.status, error));
  return { told: data as T, version: response.headers.get("ETag") };
}

/** With the bearer token of who is signed in; if their session is over, once they are in again. */
async function askSignedIn(request: Request): Promise<Response> {
  let answer = await askWith(await session.token(), request);
  if (answer.status === 401) answer = await askWith(await session.freshToken(), request);
  while (answer.status === 401) {
    session.expire();
    answer = await askWith(await session.token(), request);
  }
  return answer;
}

async function askWith(token: string, request: Request): Promise<Response> {
  const copy = new Request(request, {
    signal: AbortSignal.any([request.signal, AbortSignal.timeout(LONGEST_WAIT_MS)]),
  });
  copy.headers.set("Authorization", `Bearer ${token}`);
  try {
    const answer = await fetch(copy.clone());
    tellConnection(answer.status >= 500 ? "failing" : "fine");
    return answer;
  } catch (error) {
    if (request.signal.aborted) throw error;
    tellConnection("lost");
    throw new ConnectionLostError("nothing answers", { cause: error });
  }
}
