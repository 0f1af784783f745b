import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { useState } from "react";

import { useTell } from "~/app/flashes";
import { answered, api } from "~/api/client";
import { isFailure } from "~/api/problem";
import { failureWords } from "~/parts/FailureAlert";
import { saveFile } from "~/parts/saveFile";
import { useSay } from "~/words/say";

const FORMATS = ["html", "csv", "json"] as const;
const TYPES = { html: "text/html", csv: "text/csv", json: "application/json" };

/** The document of a basis, as a file: of a draft what would be sent now. */
export function DownloadMenu({ reference }: { reference: string }) {
  const say = useSay();
  const tell = useTell();
  const [isAsking, setAsking] = useState(false);
  const download = async (format: (typeof FORMATS)[number]) => {
    setAsking(true);
    try {
      const { told } = await answered<unknown>(
        api.GET("/invoices/{reference}/document", {
          params: { path: { reference }, query: { format } },
          parseAs: "text",
        }),
      );
      if (typeof told === "string") saveFile(`${reference}.${format}`, told, TYPES[format]);
    } catch (error) {
      if (!isFailure(error)) throw error;
      tell("error", failureWords(error, say));
    } finally {
      setAsking(false);
    }
  };
  return (
    <ButtonDropdown
      loading={isAsking}
      items={FORMATS.map((id) => ({ id, text: say(`invoices.download_${id}`) }))}
      onItemClick={({ detail }) => {
        const format = FORMATS.find((one) => one === detail.id);
        if (format) void download(format);
      }}
    >
      {say("invoices.download")}
    </ButtonDropdown>
  );
}
