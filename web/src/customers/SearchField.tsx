import Input from "@cloudscape-design/components/input";
import { useEffect, useState } from "react";

import { useSay } from "~/words/say";

import { SHORTEST_SEARCH } from "./useCustomers";

const PAUSE_MS = 300; // after the last key

interface Props {
  readonly searched: string;
  readonly onSearch: (text: string) => void;
}

/** Searches while one types. */
export function SearchField({ searched, onSearch }: Props) {
  const say = useSay();
  const [typed, setTyped] = useState(searched);
  const [seen, setSeen] = useState(searched);
  const wanted = typed.trim().length >= SHORTEST_SEARCH ? typed.trim() : "";
  if (searched !== seen) {
    // The box above the page may have been used.
    setSeen(searched);
    if (wanted !== searched) setTyped(searched);
  }
  useEffect(() => {
    if (wanted === searched) return;
    const pause = setTimeout(() => {
      onSearch(wanted);
    }, PAUSE_MS);
    return () => {
      clearTimeout(pause);
    };
  }, [wanted, searched, onSearch]);
  return (
    <Input
      type="search"
      value={typed}
      ariaLabel={say("customers.search")}
      placeholder={say("customers.search_says")}
      onChange={({ detail }) => {
        setTyped(detail.value);
      }}
    />
  );
}
