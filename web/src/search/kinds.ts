/** Below, a search would find everybody. */
export const SHORTEST = 2;

/** What a text that is searched for may be, by how it is written. Several may be so at once. */
export interface Kinds {
  /** "100001-0001", in the API's spelling. */
  readonly invoice: string | null;
  readonly isTelephone: boolean;
  /** The id of a call. */
  readonly call: string | null;
}

export function kindsOf(searched: string): Kinds {
  const text = searched.trim();
  const [, customer, sequence] = /^([1-9]\d{5,11})\s*[-–]\s*(\d{4,6})$/.exec(text) ?? [];
  const digits = text.replace(/\D/g, "").length;
  const isCall = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
  return {
    invoice: customer && sequence ? `${customer}-${sequence}` : null,
    isTelephone: !isCall && digits >= 5 && /^\+?[\d\s()/.-]+$/.test(text),
    call: isCall ? text.toLowerCase() : null,
  };
}
