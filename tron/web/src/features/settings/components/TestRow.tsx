import { PlugZap } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ErrorLine } from "@/components/Notice";
import type { Setting, Tested } from "../api";
import type { SettingsFormState } from "../hooks/useSettingsForm";
import { useTest } from "../hooks/useTest";
import { changedItems } from "../values";
import { TestResult } from "./TestResult";

type TestRowProps = { what: Tested; items: readonly Setting[]; form: SettingsFormState };

/** Asks the vendor, with what the form holds now, and says in words what came of it. */
export function TestRow({ what, items, form }: TestRowProps) {
  const { t } = useTranslation();
  const { busy, outcome, error, wrong, run } = useTest(what, items, form);
  const vendor = t(`settings.test.vendor.${what}`);
  return (
    <div className="flex min-w-0 flex-wrap items-start gap-x-4 gap-y-2">
      <Button icon={PlugZap} busy={busy} disabled={busy} onClick={() => void run()}>
        {t("settings.test.run", { vendor })}
      </Button>
      <div role="status" className="min-w-0 flex-1 basis-64">
        {outcome && (
          <TestResult
            what={what}
            probe={outcome.probe}
            withUnsaved={outcome.withUnsaved && changedItems(items, form.edits).length > 0}
          />
        )}
        {wrong && <p className="py-1.5 text-danger">{t("settings.test.fix")}</p>}
        {error !== null && <ErrorLine error={error} />}
      </div>
    </div>
  );
}
