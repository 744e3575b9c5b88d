import { PhoneCall } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ErrorLine } from "@/components/Notice";
import { goesOn, startTest, type Trunk, type TrunkTest, useTrunkTest } from "../api";
import { LineTestResult } from "./LineTestResult";

/** Tests a trunk by a call to a number of ours, and shows what the last test found. */
export function LineTest({ trunk }: { trunk: Trunk }) {
  const { data, mutate } = useTrunkTest(trunk.id);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  if (!data || trunk.settings["kind"] === "softphone") return null;
  const start = async () => {
    setBusy(true);
    setError(null);
    try {
      await mutate(await startTest(trunk.id), { revalidate: false });
    } catch (problem) {
      setError(problem);
      void mutate();
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="mt-1 grid justify-items-start gap-1.5">
      <TestButton name={trunk.name} test={data} busy={busy} onStart={() => void start()} />
      {error !== null && <ErrorLine error={error} />}
      {data.last && <LineTestResult line={trunk.line} test={data.last} />}
    </div>
  );
}

type TestButtonProps = { name: string; test: TrunkTest; busy: boolean; onStart: () => void };

function TestButton({ name, test, busy, onStart }: TestButtonProps) {
  const { t } = useTranslation();
  const runs = busy || goesOn(test);
  return (
    <>
      <Button
        small
        icon={PhoneCall}
        busy={runs}
        disabled={runs || !test.ready}
        aria-label={t("phone.test.startOf", { name })}
        onClick={onStart}
      >
        {t("phone.test.start")}
      </Button>
      {test.lacks && <p className="max-w-[75ch] text-xs text-ink-3">{t(`phone.test.lacks.${test.lacks}`)}</p>}
    </>
  );
}
