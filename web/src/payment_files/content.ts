/** The API takes 4 MB of base64 with the rest of the request; that is so much of a file. */
export const LARGEST_FILE = 3_100_000;

const STEP = 0x8000; // arguments that one call may have

/** A file byte for byte, as JSON can hold it. */
export function base64Of(content: ArrayBuffer): string {
  const bytes = new Uint8Array(content);
  const parts: string[] = [];
  for (let place = 0; place < bytes.length; place += STEP)
    parts.push(String.fromCharCode(...bytes.subarray(place, place + STEP)));
  return btoa(parts.join(""));
}
