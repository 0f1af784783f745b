import { useState } from "react";

import type { List } from "~/api/useList";

/** A list that is told whole, turned like those that come a page at a time. */
export function useListOf<T>(all: readonly T[], onAPage = 50): List<T> {
  const [wanted, turnTo] = useState(1);
  const pages = Math.max(Math.ceil(all.length / onAPage), 1);
  const page = Math.min(wanted, pages);
  return {
    items: all.slice((page - 1) * onAPage, page * onAPage),
    page,
    pages,
    isOpenEnded: false,
    isLoading: false,
    failure: undefined,
    turnTo,
    again: () => undefined,
  };
}
