import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Modal } from "@/components/Modal";
import { ErrorLine } from "@/components/Notice";
import { notify } from "@/components/toasts";
import { ApiError } from "@/lib/errors";
import { usePhoneChanged } from "../api";
import { problemsAt } from "../problems";
import { type SetUp, setUp } from "./api";
import { SetUpFields } from "./SetUpFields";
import { SetUpSteps } from "./SetUpSteps";
import { bodyOf, lacks, NOTHING, type Wish } from "./wish";

const FIELDS = Object.keys(NOTHING);

/** Sets a trunk up at LiveKit, and at Twilio, and shows step by step what was made, found or refused. */
export function SetUpDialog({ line, onClose }: { line: string; onClose: () => void }) {
  const { t } = useTranslation();
  const changed = usePhoneChanged();
  const [wish, setWish] = useState<Wish>(NOTHING);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<SetUp | null>(null);
  const [error, setError] = useState<unknown>(null);
  const problems = error instanceof ApiError ? problemsAt(FIELDS)(error.fields) : {};
  const run = async () => {
    setBusy(true);
    setError(null);
    setDone(null);
    try {
      const found = await setUp(line, bodyOf(wish));
      setDone(found);
      if (found.ok) notify.done(t("lineSetUp.ready", { name: wish.name }));
      changed();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const actions = (
    <>
      <Button onClick={onClose}>{t(done?.ok ? "lineSetUp.close" : "action.cancel")}</Button>
      <Button look="primary" busy={busy} disabled={busy || lacks(wish).length > 0} onClick={() => void run()}>
        {t("lineSetUp.run")}
      </Button>
    </>
  );
  return (
    <Modal open title={t("lineSetUp.title")} onClose={onClose} actions={actions} wide>
      <div className="grid gap-4">
        <p className="max-w-[75ch]">{t("lineSetUp.intro")}</p>
        <SetUpFields wish={wish} problems={problems} onChange={(part) => setWish({ ...wish, ...part })} />
        <div role="status">{done && <SetUpSteps done={done} />}</div>
        {error !== null && Object.keys(problems).length === 0 && <ErrorLine error={error} />}
      </div>
    </Modal>
  );
}
