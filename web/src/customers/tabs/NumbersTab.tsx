import SpaceBetween from "@cloudscape-design/components/space-between";

import { CodeBox } from "../numbers/CodeBox";
import { NumbersTable } from "../numbers/NumbersTable";
import type { TabProps } from "./tabs";

/** The numbers that the customer rings from, and the code for when they ring from others. */
export default function NumbersTab({ customer }: TabProps) {
  return (
    <SpaceBetween size="l">
      <NumbersTable customer={customer} />
      <CodeBox customer={customer} />
    </SpaceBetween>
  );
}
