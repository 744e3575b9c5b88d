import { QrCode } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ErrorLine } from "@/components/Notice";
import type { Trunk } from "../api";
import { type Softphone, showSoftphone } from "./api";
import { SoftphoneDialog } from "./SoftphoneDialog";

/** Shows how a softphone registers with Tron as this trunk; for trunks of that kind. */
export function SoftphoneButton({ trunk }: { trunk: Trunk }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [account, setAccount] = useState<Softphone | null>(null);
  const [error, setError] = useState<unknown>(null);
  if (trunk.settings["kind"] !== "softphone") return null;
  const show = async () => {
    setBusy(true);
    setError(null);
    try {
      setAccount(await showSoftphone(trunk.id));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="mt-1 grid justify-items-start">
      <Button
        small
        icon={QrCode}
        busy={busy}
        disabled={busy}
        aria-label={t("softphone.openOf", { name: trunk.name })}
        onClick={() => void show()}
      >
        {t("softphone.open")}
      </Button>
      {error !== null && <ErrorLine error={error} />}
      {account && <SoftphoneDialog account={account} onClose={() => setAccount(null)} />}
    </div>
  );
}
