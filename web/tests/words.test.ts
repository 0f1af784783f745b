import cloudscapeEnglish from "@cloudscape-design/components/i18n/messages/all.en";
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";

import { cloudscapeSwedish } from "~/words/cloudscape.sv";
import { en } from "~/words/en";
import { sv } from "~/words/sv";

const FILES = import.meta.glob<Record<string, string>>("../src/words/{sv,en}/*.json", {
  eager: true,
  import: "default",
});
const SOURCES = import.meta.glob<string>(["../src/**/*.{ts,tsx}", "!../src/api/schema.d.ts"], {
  eager: true,
  query: "?raw",
  import: "default",
});
const DOCUMENT = import.meta.glob<string>("../../docs/api.md", {
  eager: true,
  query: "?raw",
  import: "default",
});
const source = Object.values(SOURCES).join("\n");
const NAMESPACE = "cloudscape-design-components";

describe("our words", () => {
  it("are the same in both languages, none of them empty", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(sv).sort());
    for (const words of [sv, en])
      expect(Object.entries(words).filter(([, text]) => !text.trim())).toEqual([]);
  });

  it("take the same values in both languages", () => {
    for (const id of Object.keys(sv) as (keyof typeof sv)[])
      expect([id, placeholders(parse(en[id]))]).toEqual([id, placeholders(parse(sv[id]))]);
  });

  it("are in the file that their id begins with", () => {
    for (const [path, words] of Object.entries(FILES)) {
      const name = path.split("/").at(-1)?.replace(".json", "") ?? "";
      expect(Object.keys(words).filter((id) => !id.startsWith(`${name}.`))).toEqual([]);
    }
  });

  it("are all in use", () => {
    const unused = Object.keys(sv).filter((id) => !isUsed(id));
    expect(unused).toEqual([]);
  });

  it("tell every code of the API", () => {
    const table = Object.values(DOCUMENT).join("");
    const codes = [...table.matchAll(/^\| \d{3} \| `(\w+)`/gm)].map(([, code]) => code ?? "");
    expect(codes.length).toBeGreaterThan(80);
    expect(codes.filter((code) => !(`problems.${code}` in sv))).toEqual([]);
  });
});

describe("Cloudscape's words", () => {
  const english = cloudscapeEnglish[NAMESPACE]?.en ?? {};
  const swedish = cloudscapeSwedish[NAMESPACE].sv;
  const imported = new Set(
    [...source.matchAll(/@cloudscape-design\/components\/([a-z-]+)"/g)].map(([, name]) => name),
  );
  // Parts of parts that we import.
  const inside = [
    "[charts]",
    "app-layout",
    "button",
    "dialog",
    "form-field",
    "input",
    "link",
    "select",
    "modal",
  ];
  const used = Object.keys(english).filter((name) => imported.has(name) || inside.includes(name));

  it("are in Swedish for every component that we use", () => {
    expect(used).toContain("table");
    for (const component of used)
      expect([component, Object.keys(swedish[component] ?? {}).sort()]).toEqual([
        component,
        Object.keys(english[component] ?? {}).sort(),
      ]);
  });

  it("take the values that the English ones take", () => {
    for (const [component, words] of Object.entries(swedish))
      for (const [key, text] of Object.entries(words)) {
        const theirs = english[component]?.[key] ?? "";
        expect([component, key, placeholders(parse(text))]).toEqual([
          component,
          key,
          placeholders(typeof theirs === "string" ? parse(theirs) : theirs),
        ]);
      }
  });
});

/** Names of the values a sentence has places for, in alphabetical order. */
function placeholders(elements: MessageFormatElement[]): string[] {
  const names = new Set<string>();
  const visit = (element: MessageFormatElement) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return;
    names.add(element.value);
    if (element.type === TYPE.select || element.type === TYPE.plural)
      for (const option of Object.values(element.options)) option.value.forEach(visit);
    if (element.type === TYPE.tag) element.children.forEach(visit);
  };
  elements.forEach(visit);
  return [...names].sort();
}

/** `"page.word"`, or `page.word_${` or `"page.word_"` where the API says the rest. */
function isUsed(id: string): boolean {
  if (source.includes(`"${id}"`) || id.startsWith("problems.")) return true;
  for (let end = id.length; end > id.indexOf("."); end--) {
    const start = id.slice(0, end);
    if (!start.endsWith("_")) continue;
    if (source.includes(`\`${start}\${`) || source.includes(`"${start}"`)) return true;
  }
  return false;
}
