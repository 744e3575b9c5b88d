import { CircleAlert, Save } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSWRConfig } from "swr";
import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { TopActions } from "@/components/layout/slots";
import { notify } from "@/components/toasts";
import { UnsavedDialog } from "@/components/UnsavedDialog";
import { useErrorText } from "@/hooks/useErrorText";
import { useUnsavedGuard } from "@/hooks/useUnsavedGuard";
import { useUnsavedParts } from "@/hooks/useUnsavedPart";
import type { Settings } from "../api";
import { useAddressedField } from "../hooks/useAddressedField";
import { type SettingsFormState, useSettingsForm } from "../hooks/useSettingsForm";
import { arrange } from "../sections";
import { SettingsConflictDialog } from "./SettingsConflictDialog";
import { SettingsSection } from "./SettingsSection";

/** Every setting in its section; Save stands in the top bar. */
export function SettingsForm({ settings }: { settings: Settings }) {
  const { mutate } = useSWRConfig();
  const form = useSettingsForm(settings, (saved) => {
    void mutate("/api/tron/settings", saved, { revalidate: false });
    // Which voice stands in depends on the keys, and which models there are on the addresses.
    void mutate((key) => OTHERS.includes(String(Array.isArray(key) ? key[0] : key)));
  });
  useAddressedField();
  const unsaved = form.changed.length + useUnsavedParts();
  const guard = useUnsavedGuard(unsaved > 0, form.discard);
  return (
    <>
      <SaveButtons form={form} />
      <div className="min-w-0 rounded-lg border border-line bg-surface-1">
        {arrange(form.items).map((section) => (
          <SettingsSection key={section.name} section={section} form={form} />
        ))}
      </div>
      <SettingsConflictDialog form={form} />
      <UnsavedDialog guard={guard} count={unsaved} />
    </>
  );
}

const OTHERS = ["/api/tron/voices", "/api/tron/models", "/api/tron/models/local", "/readyz", "/api/tron/health"];

function SaveButtons({ form }: { form: SettingsFormState }) {
  const { t } = useTranslation();
  const [error, setError] = useState<unknown>(null);
  const count = form.changed.length;
  const save = async () => {
    setError(null);
    try {
      const outcome = await form.save();
      if (outcome === "saved") notify.done(t("settings.saved"));
      if (outcome === "merged") notify.done(t("settings.savedBoth"));
      if (outcome === "invalid") notify.failed(t("settings.notSaved"));
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <TopActions>
      {count > 0 && (
        <Badge tone="warning" icon={CircleAlert}>
          {t("settings.unsaved", { count })}
        </Badge>
      )}
      {error !== null && <SaveError error={error} />}
      <Button disabled={count === 0 || form.busy} onClick={form.discard}>
        {t("settings.discard")}
      </Button>
      <Button
        look="primary"
        icon={Save}
        busy={form.busy}
        disabled={count === 0 || form.busy}
        onClick={() => void save()}
      >
        {t("settings.save")}
      </Button>
    </TopActions>
  );
}

function SaveError({ error }: { error: unknown }) {
  const { text, fromServer } = useErrorText(error);
  return (
    <span role="alert" className="min-w-0 truncate text-xs text-danger" translate={fromServer ? "no" : undefined}>
      {text}
    </span>
  );
}
