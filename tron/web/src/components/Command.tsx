import { Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { notify } from "./toasts";

/** Makes a call that rings nobody: a template's agent and the practice person who answers and talks. */
export const FIRST_CALL = "tron call --agent support_agent --to +910000000001";

/** A command to run in a terminal, as text. */
export function CommandText({ command }: { command: string }) {
  return (
    <code
      translate="no"
      className="min-w-0 rounded-md border border-line bg-sunken px-2.5 py-1.5 text-left font-mono text-xs text-ink [overflow-wrap:anywhere]"
    >
      {command}
    </code>
  );
}

export function CopyCommand({ command, look }: { command: string; look?: "primary" | "secondary" }) {
  const { t } = useTranslation();
  // navigator.clipboard is missing where the page is not served securely.
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(command);
      notify.done(t("action.copied"));
    } catch {
      notify.failed(t("action.copyFailed"));
    }
  };
  return (
    <Button icon={Copy} look={look ?? "secondary"} onClick={() => void copy()}>
      {t("action.copy")}
    </Button>
  );
}
