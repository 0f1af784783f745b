import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { fontsAsFiles } from "./fonts.ts";

export default defineConfig({
  plugins: [react(), fontsAsFiles()],
  resolve: { alias: { "~": new URL("src", import.meta.url).pathname } },
  build: {
    target: "es2023",
    // The policy allows scripts and styles from our own origin only, nothing inside the page.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
  },
  test: { testTimeout: 60_000, include: ["tests/**/*.test.{ts,tsx}"] },
});
