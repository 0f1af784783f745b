import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FileUpload from "@cloudscape-design/components/file-upload";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { api, type components } from "~/api/client";
import { isPassing } from "~/api/problem";
import { useDeed } from "~/api/useDeed";
import { TOUCHED } from "~/payments/usePayments";
import { FailureAlert } from "~/parts/FailureAlert";
import { Page } from "~/parts/Page";
import { isReason, ReasonField } from "~/parts/ReasonField";
import { Loading } from "~/parts/Shown";
import { useSay } from "~/words/say";

import { base64Of, LARGEST_FILE } from "./content";
import { FileTaken } from "./FileTaken";

type Given = components["schemas"]["GivePaymentFile"];

/** A bank's file of payments: what would come of each line, and only then it is taken in. */
export default function PaymentFilePage() {
  const say = useSay();
  const [file, setFile] = useState<File | null>(null);
  const [content, setContent] = useState("");
  const [why, setWhy] = useState("");
  const [isTried, setTried] = useState(false);
  const ask = (body: Given, key: string) =>
    api.POST("/payment-files", { params: { header: { "Idempotency-Key": key } }, body });
  const foresight = useDeed(ask);
  const taking = useDeed(ask, { touches: TOUCHED });
  const [told, setTold] = useState<components["schemas"]["PaymentFileTaken"] | null>(null);

  const foresee = async (name: string, content_base64: string) => {
    // A dry run is on no record, but the API wants a reason for every file.
    const answer = await foresight.act({ name, content_base64, dry_run: true, reason: "dry run" });
    setTold(answer?.told ?? null);
  };
  const choose = async (chosen: File | undefined) => {
    foresight.forget();
    taking.forget();
    setTold(null);
    setTried(false);
    setFile(chosen ?? null);
    setContent("");
    if (!chosen || chosen.size > LARGEST_FILE) return;
    const read = base64Of(await chosen.arrayBuffer());
    setContent(read);
    await foresee(chosen.name, read);
  };
  const take = async () => {
    setTried(true);
    if (!file || !isReason(why)) return;
    const answer = await taking.act({
      name: file.name,
      content_base64: content,
      dry_run: false,
      reason: why.trim(),
    });
    if (answer) setTold(answer.told);
  };
  const isTooLarge = file !== null && file.size > LARGEST_FILE;
  const isToTryAgain = taking.failure !== undefined && isPassing(taking.failure);
  return (
    <Page title={say("payment_files.title")} description={say("payment_files.says")}>
      <SpaceBetween size="l">
        <Container>
          <FormField label={say("payment_files.file")} constraintText={say("payment_files.kinds")}>
            <FileUpload
              value={file ? [file] : []}
              showFileSize
              accept=".xml,.txt,.bgmax,.bgm,.dat"
              errorText={isTooLarge && say("payment_files.too_large")}
              onChange={({ detail }) => void choose(detail.value[0])}
              i18nStrings={{
                uploadButtonText: () => say("payment_files.choose"),
                dropzoneText: () => say("payment_files.drop"),
                removeFileAriaLabel: () => say("payment_files.remove"),
              }}
            />
          </FormField>
        </Container>
        {foresight.isPending && <Loading />}
        <FailureAlert
          failure={foresight.failure}
          isTrying={foresight.isPending}
          onAgain={file ? () => void foresee(file.name, content) : undefined}
        />
        {told && <FileTaken taken={told} />}
        {told?.dry_run && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void take();
            }}
          >
            <Container>
              <SpaceBetween size="m">
                <ReasonField
                  reason={why}
                  onChange={setWhy}
                  isTried={isTried}
                  failure={taking.failure}
                />
                <FailureAlert failure={taking.failure} />
                <Button variant="primary" loading={taking.isPending}>
                  {say(isToTryAgain ? "parts.again" : "payment_files.take")}
                </Button>
              </SpaceBetween>
            </Container>
          </form>
        )}
      </SpaceBetween>
    </Page>
  );
}
