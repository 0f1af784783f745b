import type { components } from "./schema";

export type Problem = components["schemas"]["Problem"];

/** The API refused or failed: what it said, as RFC 9457 has it. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";

  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
  }

  get isConflict(): boolean {
    return this.problem.code === "version_stale";
  }

  /** It was not the request's fault, and the same request may do later. */
  get isPassing(): boolean {
    const { status, code } = this.problem;
    return status >= 500 || status === 429 || code === "in_progress";
  }
}

/** Nothing answered: whether the request was carried out is not known. */
export class ConnectionLostError extends Error {
  override readonly name = "ConnectionLostError";
}

export type Failure = ProblemError | ConnectionLostError;

export function isFailure(error: unknown): error is Failure {
  return error instanceof ProblemError || error instanceof ConnectionLostError;
}

/** Asking the same again may do. */
export function isPassing(error: unknown): boolean {
  return error instanceof ConnectionLostError || (error instanceof ProblemError && error.isPassing);
}

/** What is wrong with one field of a request's body, such as "limit.amount", in the API's words. */
export function fieldFault(error: unknown, field: string): string | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  const name = `body.${field}`;
  return error.problem.errors?.find(
    (fault) => fault.field === name || fault.field.startsWith(`${name}.`),
  )?.detail;
}

/** A problem out of an answer that may not be one: a gateway's page, or nothing at all. */
export function problemOf(status: number, body: unknown): Problem {
  const told = typeof body === "object" && body !== null ? (body as Partial<Problem>) : {};
  return {
    type: told.type ?? "about:blank",
    title: told.title ?? `HTTP ${status}`,
    detail: told.detail ?? "",
    code: told.code ?? (status >= 500 ? "failed" : "unknown"),
    status: told.status ?? status,
    ...(told.errors && { errors: told.errors }),
    ...(told.instance && { instance: told.instance }),
  };
}
