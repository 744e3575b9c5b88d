import { type ReactNode, useEffect } from "react";
import { SWRConfig } from "swr";
import { Toasts } from "@/components/toasts";
import { speak } from "@/lib/i18n";
import { useUi } from "@/stores/ui";

/** What every page needs around it: server data, toasts, and the person's theme and language on the document. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <SWRConfig value={SERVER_DATA}>
      <OnDocument />
      {children}
      <Toasts />
    </SWRConfig>
  );
}

// One object for good: a new one would draw everything that shows server data again.
const SERVER_DATA = { errorRetryInterval: 3_000, keepPreviousData: true };

/** Apart from what it stands in, so that a change of theme draws nothing again. */
function OnDocument() {
  const theme = useUi((ui) => ui.theme);
  const language = useUi((ui) => ui.language);
  useEffect(() => {
    document.documentElement.setAttribute("data-theme", theme);
  }, [theme]);
  useEffect(() => {
    void speak(language);
  }, [language]);
  return null;
}
