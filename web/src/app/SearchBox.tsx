import Autosuggest, { type AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";

import { failureWords } from "~/parts/FailureAlert";
import { useSettled } from "~/parts/useSettled";
import { SHORTEST } from "~/search/kinds";
import { firstOf, suggestionsOf } from "~/search/suggestions";
import { useHits } from "~/search/useHits";
import { useSay } from "~/words/say";

/** One box for everything that names a customer, an invoice or a call. `/` goes to it. */
export function SearchBox() {
  const say = useSay();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const latest = useRef("");
  const box = useSlash();
  const text = typed.trim();
  const settled = useSettled(text);
  const { hits, isLoading, failure, find } = useHits(settled);
  const isAnswered = hits?.searched === text;
  const groups = isAnswered ? suggestionsOf(hits, say) : [];
  const isShort = text.length < SHORTEST;
  const isWaiting = !isShort && !isAnswered && !failure;

  const type = (value: string) => {
    latest.current = value.trim();
    setTyped(value);
  };
  const go = (to: string) => {
    type("");
    void navigate(to);
  };
  const first = firstOf(groups);
  // Enter may be faster than the answer: then it leads to the first hit once it is there.
  const hurry = async () => {
    const found = await find(text);
    const to = found && firstOf(suggestionsOf(found, say));
    if (to !== undefined && latest.current === text) go(to);
  };

  return (
    <Autosuggest
      ref={box}
      value={typed}
      options={groups}
      filteringType="manual"
      hideEnteredTextOption
      enteredTextLabel={(value) => value}
      expandToViewport
      disableBrowserAutocorrect
      ariaLabel={say("app.search")}
      placeholder={say("app.search")}
      statusType={failure ? "error" : isWaiting || isLoading ? "loading" : "finished"}
      loadingText={say("search.searching")}
      errorText={failure ? failureWords(failure, say) : ""}
      empty={say("search.what")}
      finishedText={finishedWords()}
      onChange={({ detail }) => {
        type(detail.value);
      }}
      onSelect={({ detail }) => {
        const to = detail.selectedOption?.value ?? first;
        if (to !== undefined) go(to);
        else if (!isShort && !isAnswered) void hurry();
      }}
    />
  );

  function finishedWords(): string {
    if (isShort) return say("search.short");
    return groups.length ? "" : say("search.nothing", { text });
  }
}

/** The box, which `/` focuses from wherever nothing is typed. */
function useSlash() {
  const box = useRef<AutosuggestProps.Ref>(null);
  useEffect(() => {
    const goThere = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event))
        return;
      event.preventDefault();
      box.current?.focus();
      box.current?.select();
    };
    addEventListener("keydown", goThere);
    return () => {
      removeEventListener("keydown", goThere);
    };
  }, []);
  return box;
}

function isTyping(event: KeyboardEvent): boolean {
  return (
    event.target instanceof HTMLElement &&
    event.target.closest("input, textarea, select, [contenteditable], [role=dialog]") !== null
  );
}
