import Input from "@cloudscape-design/components/input";
import { useState } from "react";

interface Props {
  readonly text: string;
  readonly placeholder: string;
  readonly onChoose: (text: string) => void;
}

/** A text a list is filtered by: taken when Enter is pressed, the field left, or it is emptied. */
export function TextFilter({ text, placeholder, onChoose }: Props) {
  const [typed, setTyped] = useState(text);
  const choose = () => {
    if (typed.trim() !== text) onChoose(typed.trim());
  };
  return (
    <Input
      type="search"
      value={typed}
      placeholder={placeholder}
      onChange={({ detail }) => {
        setTyped(detail.value);
        if (!detail.value && text) onChoose("");
      }}
      onBlur={choose}
      onKeyDown={({ detail }) => {
        if (detail.key === "Enter") choose();
      }}
    />
  );
}
