import type { LineContent, ServiceLine } from "./useLines";

export type TypedLine = Omit<LineContent, "reason" | "article"> & { readonly article: string };

export const emptyLine: TypedLine = {
  name: "",
  queue: "",
  language: "sv",
  greeting: "",
  article: "",
};

export function typeLine({ name, queue, language, greeting, article }: ServiceLine): TypedLine {
  return { name, queue, language, greeting, article: article ?? "" };
}

export function isFilledIn({ name, queue, greeting }: TypedLine): boolean {
  return [name, queue, greeting].every((text) => text.trim() !== "");
}

export function contentOf({ article, ...typed }: TypedLine, reason: string): LineContent {
  return {
    ...typed,
    name: typed.name.trim(),
    greeting: typed.greeting.trim(),
    article: article || null,
    reason,
  };
}
