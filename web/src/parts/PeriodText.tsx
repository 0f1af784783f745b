import { useSay } from "~/words/say";

import { InstantText } from "./InstantText";

interface Props {
  readonly from: string | null;
  readonly until: string | null;
}

/** From when to when; open ends are said to be. */
export function PeriodText({ from, until }: Props) {
  const say = useSay();
  return (
    <>
      {from ? <InstantText instant={from} /> : say("fields.always")}
      {" – "}
      {until ? <InstantText instant={until} /> : say("fields.until_further")}
    </>
  );
}
