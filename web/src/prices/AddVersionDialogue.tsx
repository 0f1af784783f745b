import { useState } from "react";
import { useNavigate } from "react-router";

import { useTell } from "~/app/flashes";
import { api, type components } from "~/api/client";
import { keyed } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { formatInstant } from "~/formats/times";
import { instantOf } from "~/formats/wallClock";
import { InstantField } from "~/parts/InstantField";
import { PreviewDialogue } from "~/parts/PreviewDialogue";
import { isReason, ReasonField } from "~/parts/ReasonField";
import { useSay } from "~/words/say";

import { beginnings, exampleStart } from "./beginnings";
import { TOUCHED, versionPath, type NumberedArticle } from "./usePrices";
import { VersionForeseen } from "./VersionForeseen";

type NewVersion = components["schemas"]["NewVersion"];

interface Props {
  readonly name: string;
  readonly articles: readonly NumberedArticle[];
  readonly onDismiss: () => void;
}

/** From when the articles hold, what that changes, and why. */
export function AddVersionDialogue({ name, articles, onDismiss }: Props) {
  const say = useSay();
  const tell = useTell();
  const navigate = useNavigate();
  const [begin, setBegin] = useState(() => beginnings());
  const [why, setWhy] = useState("");
  const [isTried, setTried] = useState(false);
  const path = { name };
  const preview = useDeed(({ valid_from, articles }: NewVersion) =>
    api.POST("/price-lists/{name}/versions/preview", {
      params: { path },
      body: { valid_from, articles, start: exampleStart(valid_from) },
    }),
  );
  const add = useDeed(
    (body: NewVersion, key) =>
      api.POST("/price-lists/{name}/versions", { params: { path, header: keyed(key) }, body }),
    {
      touches: TOUCHED,
      onDone: ({ told: { version } }) => {
        const since = formatInstant(version.valid_from);
        tell("success", say("prices.version_added", { list: name, since }));
        void navigate(versionPath(version));
      },
    },
  );
  const want = (): NewVersion | null => {
    setTried(true);
    const valid_from = instantOf(begin);
    if (!valid_from || !isReason(why)) return null;
    return { valid_from, articles: [...articles], reason: why.trim() };
  };
  return (
    <PreviewDialogue
      title={say("prices.new_title", { list: name })}
      previewTitle={say("prices.foreseen")}
      preview={preview}
      deed={add}
      foresee={say("fields.foresee")}
      submit={say("prices.add_version")}
      want={want}
      show={(foreseen) => <VersionForeseen foreseen={foreseen} />}
      isPossible={() => true}
      onDismiss={onDismiss}
    >
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
