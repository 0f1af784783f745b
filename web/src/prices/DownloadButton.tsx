import Button from "@cloudscape-design/components/button";

import { useTell } from "~/app/flashes";
import { api } from "~/api/client";
import { useDeed } from "~/api/useDeed";
import { saveFile } from "~/parts/saveFile";
import { useSay } from "~/words/say";

const MARK = "\uFEFF"; // so that spreadsheets read it as UTF-8

/** A version as CSV, for a spreadsheet; it can be imported again. */
export function DownloadButton({ name, validFrom }: { name: string; validFrom: string }) {
  const say = useSay();
  const tell = useTell();
  const download = useDeed(
    (wanted: string) =>
      api.GET("/price-lists/{name}/versions/{valid_from}/csv", {
        params: { path: { name, valid_from: wanted } },
        parseAs: "text",
      }),
    {
      onDone: ({ told }) => {
        const file = `${name}-${validFrom.slice(0, 10)}.csv`;
        saveFile(file, told.startsWith(MARK) ? told : MARK + told, "text/csv;charset=utf-8");
      },
    },
  );
  const act = async () => {
    if (!(await download.act(validFrom))) tell("error", say("prices.download_failed"));
  };
  return (
    <Button iconName="download" loading={download.isPending} onClick={() => void act()}>
      {say("prices.download")}
    </Button>
  );
}
