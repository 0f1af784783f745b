import { applyMode, Mode } from "@cloudscape-design/global-styles";
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from "react";

import type { Language } from "~/words/say";

export type Theme = "light" | "dark" | "system";

interface Chosen {
  readonly language: Language;
  readonly theme: Theme;
}

interface Preferences extends Chosen {
  readonly choose: (change: Partial<Chosen>) => void;
}

const KEY = "agentline.preferences";
const PreferencesContext = createContext<Preferences | null>(null);

/** Language and theme, kept in this browser. */
export function PreferencesKeeper({ children }: { children: ReactNode }) {
  const [chosen, setChosen] = useState(remembered);
  const { language, theme } = chosen;

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    const isDark = matchMedia("(prefers-color-scheme: dark)");
    const apply = () => {
      const dark = theme === "dark" || (theme === "system" && isDark.matches);
      applyMode(dark ? Mode.Dark : Mode.Light);
      document.documentElement.style.colorScheme = dark ? "dark" : "light";
    };
    apply();
    isDark.addEventListener("change", apply);
    return () => {
      isDark.removeEventListener("change", apply);
    };
  }, [theme]);

  const preferences = useMemo(
    () => ({
      ...chosen,
      choose: (change: Partial<Chosen>) => {
        const now = { ...chosen, ...change };
        localStorage.setItem(KEY, JSON.stringify(now));
        setChosen(now);
      },
    }),
    [chosen],
  );
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
}

export function usePreferences(): Preferences {
  const preferences = use(PreferencesContext);
  if (!preferences) throw new Error("there are no preferences above this");
  return preferences;
}

function remembered(): Chosen {
  let told: Partial<Record<keyof Chosen, unknown>> = {};
  try {
    told = (JSON.parse(localStorage.getItem(KEY) ?? "{}") ?? {}) as typeof told;
  } catch {
    // What is kept there is somebody else's.
  }
  const { language, theme } = told;
  return {
    language: language === "sv" || language === "en" ? language : usual(),
    theme: theme === "light" || theme === "dark" ? theme : "system",
  };
}

function usual(): Language {
  return navigator.language.startsWith("sv") ? "sv" : "en";
}
