import Button from "@cloudscape-design/components/button";
import { useState } from "react";

import { answered } from "~/api/client";
import { isFailure } from "~/api/problem";
import { useTell } from "~/app/flashes";
import { failureWords } from "~/parts/FailureAlert";
import { saveFile } from "~/parts/saveFile";
import { useSay } from "~/words/say";

interface Props {
  /** Without ".csv". */
  readonly name: string;
  readonly ask: () => Promise<{ data?: string; error?: unknown; response: Response }>;
}

/** Downloads a table as the API gives it for a spreadsheet. */
export function CsvButton({ name, ask }: Props) {
  const say = useSay();
  const tell = useTell();
  const [isAsking, setAsking] = useState(false);
  const download = async () => {
    setAsking(true);
    try {
      saveFile(`${name}.csv`, (await answered<string>(ask())).told, "text/csv;charset=utf-8");
    } catch (error) {
      if (!isFailure(error)) throw error;
      tell("error", failureWords(error, say));
    } finally {
      setAsking(false);
    }
  };
  return (
    <Button iconName="download" loading={isAsking} onClick={() => void download()}>
      {say("reports.csv")}
    </Button>
  );
}
