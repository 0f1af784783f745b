/** The header of what creates or sends: `key` is useDeed's. */
export function keyed(key: string): { "Idempotency-Key": string } {
  return { "Idempotency-Key": key };
}

/** The header of what changes what was seen: `version` is a read's. */
export function matching(version: string): { "If-Match": string } {
  return { "If-Match": version };
}
