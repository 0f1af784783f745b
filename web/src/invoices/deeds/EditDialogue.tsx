import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { useTell } from "~/app/flashes";
import { api, type components } from "~/api/client";
import { useDeed } from "~/api/useDeed";
import type { Read } from "~/api/useRead";
import { formatMoney } from "~/formats/money";
import { ConflictDialogue } from "~/parts/ConflictDialogue";
import { DeedDialogue } from "~/parts/DeedDialogue";
import { FailureAlert } from "~/parts/FailureAlert";
import { isReason, ReasonField } from "~/parts/ReasonField";
import { tagOf, type OnVersion } from "~/parts/SeenDeed";
import { Loading } from "~/parts/Shown";
import { useSay } from "~/words/say";

import { touchedBy, type EditPreview, type Invoice, type Line } from "../useInvoice";
import { differencesOf } from "./differences";
import { EditForeseen } from "./EditForeseen";
import type { DialogueProps } from "./InvoiceDeed";
import { RuleFields } from "./RuleFields";
import { NO_RULE, ruleOf, type Rule, type RuleKind, type TypedRule } from "./rules";
import { useEditPreview } from "./useEditPreview";

type Edit = components["schemas"]["Edit"];

interface Props extends DialogueProps {
  readonly kind: RuleKind;
  readonly line: Line | null;
}

/** A rule on a draft, with what it would come to while it is typed. */
export function EditDialogue({ invoice, onDismiss, kind, line }: Props) {
  const say = useSay();
  const tell = useTell();
  const { reference, customer, payable } = invoice;
  const [typed, setTyped] = useState<TypedRule>({
    ...NO_RULE,
    kind,
    line: line?.id ?? "",
    lineText: line?.text ?? "",
    text: line?.text ?? "",
  });
  const [why, setWhy] = useState("");
  const [isTried, setTried] = useState(false);
  const [seen, setSeen] = useState<{ invoice: Invoice; preview: EditPreview } | null>(null);
  const rule = ruleOf(typed, payable.currency);
  const { preview, isOfTyped } = useEditPreview(reference, invoice.version, rule);
  const deed = useDeed<OnVersion<Edit>, Invoice>(
    ({ version, body }, key) => {
      const header = { "If-Match": tagOf(version), "Idempotency-Key": key };
      return api.POST("/invoices/{reference}/edits", {
        params: { path: { reference }, header },
        body,
      });
    },
    {
      touches: touchedBy(customer),
      onDone: ({ told }) => {
        tell("success", say("invoices.edit_done", { payable: formatMoney(told.payable) }));
        onDismiss();
      },
    },
  );

  /** Only what was foreseen is done, on the version it was foreseen of. */
  const act = (wanted: Rule | null) => {
    setTried(true);
    if (!wanted || !isReason(why) || !preview.told || !isOfTyped) return;
    setSeen({ invoice, preview: preview.told });
    void deed.act({
      version: preview.told.version,
      body: { rule: wanted, reason: why.trim() },
    });
  };
  const shown = rule ? preview : undefined;
  const mineWords = ({ after }: EditPreview) =>
    say("invoices.edit_conflict", { payable: formatMoney(after.payable) });
  return (
    <>
      <DeedDialogue
        title={line ? say("invoices.edit_line_title") : say("invoices.edit_title")}
        submit={say("invoices.edit_submit")}
        size="max"
        isPending={deed.isPending}
        failure={deed.isConflict ? undefined : deed.failure}
        onSubmit={() => {
          act(rule);
        }}
        onDismiss={onDismiss}
      >
        <ColumnLayout columns={2}>
          <SpaceBetween size="m">
            {line && <Box variant="awsui-key-label">{line.text}</Box>}
            <RuleFields typed={typed} onChange={setTyped} isTried={isTried} hasLine={!!line} />
            <ReasonField reason={why} onChange={setWhy} isTried={isTried} failure={deed.failure} />
          </SpaceBetween>
          <Foreseen preview={shown} isOfTyped={isOfTyped} />
        </ColumnLayout>
      </DeedDialogue>
      {deed.isConflict && seen && seen.preview.version !== invoice.version && (
        <ConflictDialogue
          differences={[
            ...differencesOf(mineWords(seen.preview), seen.invoice, invoice, say),
            {
              field: say("invoices.conflict_both"),
              mine: isOfTyped && preview.told ? formatMoney(preview.told.after.payable) : "…",
              theirs: formatMoney(payable),
            },
          ]}
          isPending={deed.isPending || !isOfTyped}
          onKeepTheirs={onDismiss}
          onSaveMine={() => {
            act(rule);
          }}
          saveMine={say("parts.conflict_go_on")}
        />
      )}
    </>
  );
}

interface ForeseenProps {
  readonly preview: Read<EditPreview> | undefined;
  readonly isOfTyped: boolean;
}

function Foreseen({ preview, isOfTyped }: ForeseenProps) {
  const say = useSay();
  if (!preview) return <Alert type="info">{say("invoices.foreseen_says")}</Alert>;
  if (preview.failure && isOfTyped) return <FailureAlert failure={preview.failure} />;
  if (!preview.told) return <Loading />;
  return (
    <div role="status" aria-busy={!isOfTyped}>
      <EditForeseen preview={preview.told} />
    </div>
  );
}
