import { api } from "~/api/client";
import { useRead, type Read } from "~/api/useRead";
import { useSettled } from "~/parts/useSettled";

import type { EditPreview } from "../useInvoice";
import type { Rule } from "./rules";

interface Foresight {
  readonly preview: Read<EditPreview>;
  /** Whether `preview` is of the very rule that is typed now. */
  readonly isOfTyped: boolean;
}

/**
 * What the rule that is being typed would change on the version that there is by now. Asked when
 * typing rests; each rule has a key of its own, so that a late answer is never taken for another's.
 */
export function useEditPreview(reference: string, version: number, rule: Rule | null): Foresight {
  const typed = JSON.stringify(rule);
  const settled = useSettled(typed);
  const asked = JSON.parse(settled) as Rule | null;
  const preview = useRead(
    ["edit-preview", reference, version, settled],
    (signal) =>
      api.POST("/invoices/{reference}/edit-previews", {
        params: { path: { reference } },
        // Nothing is stored of a preview, but the API wants one of every edit.
        body: { rule: asked ?? NOTHING, reason: "preview" },
        signal,
      }),
    { when: asked !== null, keepsPrevious: true },
  );
  return { preview, isOfTyped: typed === settled && !preview.isPrevious };
}

// Never asked: there is no preview without a rule.
const NOTHING: Rule = { kind: "reduction", percent: "0" };
