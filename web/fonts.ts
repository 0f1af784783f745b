import type { Plugin } from "vite";

const INLINE = /url\(['"]?data:font\/woff2;base64,([^'")]+)['"]?\)/g;

/** Cloudscape has its eight fonts inside its style sheet: as files, a page loads those it shows. */
export function fontsAsFiles(): Plugin {
  return {
    name: "fonts-as-files",
    apply: "build",
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "asset" || !file.fileName.endsWith(".css")) continue;
        const sheet =
          typeof file.source === "string" ? file.source : new TextDecoder().decode(file.source);
        file.source = sheet.replace(INLINE, (_all, content: string) => {
          const font = this.emitFile({
            type: "asset",
            name: "open-sans.woff2",
            source: Uint8Array.from(atob(content), (byte) => byte.charCodeAt(0)),
          });
          return `url(/${this.getFileName(font)})`;
        });
      }
    },
  };
}
