type Answer<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

/** What is asked for without `format` is JSON, though the operation can answer with CSV too. */
export function ofJson<T>(call: Answer<T>): Answer<Exclude<T, string>> {
  return call as Answer<Exclude<T, string>>;
}
