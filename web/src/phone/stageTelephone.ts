import { ConnectionLostError, ProblemError, problemOf } from "~/api/problem";
import type { Money } from "~/formats/money";

import type { Pace, PhoneEvent } from "./events";

export interface Suggestion {
  /** Null is a withheld number. */
  readonly from_number: string | null;
  readonly shows: string;
  readonly name: string | null;
  readonly code: string | null;
  readonly limit: Money | null;
  readonly customer: string | null;
}

export interface ServiceLine {
  readonly number: string;
  readonly name: string;
  readonly is_free: boolean;
}

export interface Block {
  readonly id: string;
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly text: string | null;
}

export interface Transition {
  readonly source: string;
  readonly target: string;
  readonly kind: "next" | "condition" | "error";
  readonly labels: readonly string[];
}

export interface Flow {
  readonly start: string;
  readonly blocks: readonly Block[];
  readonly transitions: readonly Transition[];
}

/** The flow that calls enter. */
export const FLOW = "inbound_call";

/** The telephone of the one-machine stage. Throws ProblemError and ConnectionLostError. */
export const telephone = {
  lines: (signal: AbortSignal) => ask<{ items: readonly ServiceLine[] }>("lines", { signal }),
  suggestions: (signal: AbortSignal) =>
    ask<{ items: readonly Suggestion[] }>("suggestions", { signal }),
  flow: (signal: AbortSignal) => ask<Flow>(`flows/${FLOW}`, { signal }),
  dial: (from: string | null, to: string) =>
    post<{ id: string }>("calls", { from_number: from, to_number: to }),
  /** Waits for something new to happen. */
  events: (call: string, after: number, signal: AbortSignal) =>
    ask<{ items: readonly PhoneEvent[]; is_over: boolean }>(
      `calls/${encodeURIComponent(call)}/events?after=${after}`,
      { signal },
    ),
  press: (call: string, keys: string) => post(`calls/${encodeURIComponent(call)}/keys`, { keys }),
  answer: (call: string) => post(`calls/${encodeURIComponent(call)}/answer`, {}),
  hangUp: (call: string, by: "caller" | "agent") =>
    post(`calls/${encodeURIComponent(call)}/hang-up`, { by }),
  setPace: (call: string, pace: Pace) => post(`calls/${encodeURIComponent(call)}/pace`, { pace }),
};

function post<T = unknown>(path: string, body: object): Promise<T> {
  return ask<T>(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function ask<T>(path: string, request: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(`/phone/${path}`, request);
  } catch (error) {
    if (request.signal?.aborted) throw error;
    throw new ConnectionLostError("nothing answers", { cause: error });
  }
  const told: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw new ProblemError(problemOf(answer.status, told));
  return told as T;
}
