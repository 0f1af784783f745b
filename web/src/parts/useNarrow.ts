import { useSyncExternalStore } from "react";

const NARROW = "(max-width: 688px)"; // where Cloudscape's layout becomes that of a telephone

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(NARROW).matches);
}

function subscribe(listener: () => void): () => void {
  const media = matchMedia(NARROW);
  media.addEventListener("change", listener);
  return () => {
    media.removeEventListener("change", listener);
  };
}
