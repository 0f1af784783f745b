import Box from "@cloudscape-design/components/box";
import FileUpload from "@cloudscape-design/components/file-upload";
import FormField from "@cloudscape-design/components/form-field";
import { useState } from "react";
import { useNavigate } from "react-router";

import { useTell } from "~/app/flashes";
import { api, type components } from "~/api/client";
import { keyed } from "~/api/headers";
import { fieldFault } from "~/api/problem";
import { useDeed } from "~/api/useDeed";
import { formatInstant } from "~/formats/times";
import { instantOf } from "~/formats/wallClock";
import { InstantField } from "~/parts/InstantField";
import { PreviewDialogue } from "~/parts/PreviewDialogue";
import { isReason, ReasonField } from "~/parts/ReasonField";
import { useSay } from "~/words/say";

import { beginnings } from "./beginnings";
import { ImportForeseen } from "./ImportForeseen";
import { readTable } from "./readTable";
import { TOUCHED, versionPath } from "./usePrices";

type PriceFile = components["schemas"]["PriceFile"];

/** A version out of a file: checked line by line first, stored only if every line is right. */
export function ImportDialogue({ name, onDismiss }: { name: string; onDismiss: () => void }) {
  const say = useSay();
  const tell = useTell();
  const navigate = useNavigate();
  const [files, setFiles] = useState<File[]>([]);
  const [csv, setCsv] = useState("");
  const [begin, setBegin] = useState(() => beginnings());
  const [why, setWhy] = useState("");
  const [isTried, setTried] = useState(false);
  const ask = (body: PriceFile, key: string) =>
    api.POST("/price-lists/{name}/imports", {
      params: { path: { name }, header: keyed(key) },
      body,
    });
  const check = useDeed((wanted: PriceFile, key) => ask({ ...wanted, dry_run: true }, key));
  const store = useDeed((wanted: PriceFile, key) => ask({ ...wanted, dry_run: false }, key), {
    touches: TOUCHED,
    onDone: ({ told: { version } }) => {
      if (!version) return;
      const since = formatInstant(version.valid_from);
      tell("success", say("prices.version_added", { list: name, since }));
      void navigate(versionPath(version));
    },
  });
  const want = (): PriceFile | null => {
    setTried(true);
    const valid_from = instantOf(begin);
    if (!csv || !valid_from || !isReason(why)) return null;
    return { csv, valid_from, reason: why.trim(), dry_run: true };
  };
  return (
    <PreviewDialogue
      title={say("prices.import_title", { list: name })}
      previewTitle={say("prices.import_foreseen")}
      preview={check}
      deed={store}
      foresee={say("prices.import_check")}
      submit={say("prices.import_store")}
      want={want}
      show={(foreseen) => <ImportForeseen foreseen={foreseen} />}
      isPossible={({ errors }) => errors === 0}
      onDismiss={onDismiss}
    >
      <Box>{say("prices.import_says")}</Box>
      <FormField
        label={say("prices.file")}
        constraintText={say("prices.file_says")}
        errorText={isTried && !csv ? say("prices.file_missing") : fieldFault(check.failure, "csv")}
        stretch
      >
        <FileUpload
          value={files}
          accept=".csv,text/csv"
          showFileSize
          i18nStrings={{}}
          onChange={({ detail }) => {
            const chosen = detail.value.slice(-1);
            setFiles(chosen);
            setCsv("");
            const [file] = chosen;
            if (file) void readTable(file).then(setCsv);
          }}
        />
      </FormField>
      <InstantField
        label={say("prices.valid_from")}
        value={begin}
        onChange={setBegin}
        fault={isTried && !instantOf(begin) ? say("prices.instant_wrong") : undefined}
        says={say("prices.begins_says")}
      />
      <ReasonField reason={why} onChange={setWhy} isTried={isTried} />
    </PreviewDialogue>
  );
}
