import { useCallback } from "react";
import { useSearchParams } from "react-router";

/** What is chosen on a page is in its address, so that it can be sent to a colleague. */
export function useAddress<Name extends string>(
  names: readonly Name[],
): [
  chosen: Readonly<Record<Name, string>>,
  choose: (change: Partial<Record<Name, string>>) => void,
] {
  const [params, setParams] = useSearchParams();
  const chosen = Object.fromEntries(names.map((name) => [name, params.get(name) ?? ""]));
  const choose = useCallback(
    (change: Partial<Record<Name, string>>) => {
      setParams(
        (before) => {
          const now = new URLSearchParams(before);
          for (const [name, value] of Object.entries<string | undefined>(change)) {
            if (value) now.set(name, value);
            else now.delete(name);
          }
          return now;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  return [chosen as Record<Name, string>, choose];
}
