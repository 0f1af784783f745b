import { I18nProvider } from "@cloudscape-design/components/i18n";
import { useCallback, type ReactNode } from "react";
import { IntlProvider, useIntl } from "react-intl";

import cloudscapeEnglish from "@cloudscape-design/components/i18n/messages/all.en";

import { cloudscapeSwedish } from "./cloudscape.sv";
import { en } from "./en";
import { sv, type MessageId } from "./sv";

export type { MessageId } from "./sv";
export type Language = "sv" | "en";
export type Values = Record<string, string | number>;
/** A sentence of words/, in the reader's language. */
export type Say = (id: MessageId, values?: Values) => string;

const WORDS = { sv, en };
const CLOUDSCAPE = { sv: cloudscapeSwedish, en: cloudscapeEnglish };

/** Ours and Cloudscape's words, for all below. */
export function Words({ language, children }: { language: Language; children: ReactNode }) {
  return (
    <IntlProvider locale={language} messages={WORDS[language]}>
      <I18nProvider locale={language} messages={[CLOUDSCAPE[language]]}>
        {children}
      </I18nProvider>
    </IntlProvider>
  );
}

export function useSay(): Say {
  const { formatMessage } = useIntl();
  return useCallback(
    (id, values) => formatMessage({ id }, values as Record<string, string>),
    [formatMessage],
  );
}

/** What the reader reads in. */
export function useLanguage(): Language {
  return useIntl().locale as Language;
}

/** Whether there is such a sentence; for what the API may say that we do not know yet. */
export function isMessageId(id: string): id is MessageId {
  return id in sv;
}
