import { RotateCcw } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Tabs } from "@/components/Tabs";
import { notify } from "@/components/toasts";
import type { Told } from "../hooks/useLines";
import { type Lines, linesOf, noLines, textOf } from "../lines";
import { LinesForm } from "./LinesForm";
import { LinesJson } from "./LinesJson";

type LinesEditorProps = {
  /** The lines as JSON, however they were written. */
  text: string;
  onChange: (text: string) => void;
  told: readonly Told[];
  all: boolean;
  outcomes: readonly string[];
  /** Null without a template. */
  template: Lines | null;
  /** Throws what went wrong. */
  general: () => Promise<Lines>;
};

/** Lines of an agent's own: as a form, and as JSON for import and export. */
export function LinesEditor({ text, onChange, template, general, ...rest }: LinesEditorProps) {
  const { t } = useTranslation();
  const [tab, setTab] = useState("form");
  // Lines that take the place of all are drawn anew.
  const [round, setRound] = useState(0);
  const lines = useMemo(() => linesOf(text), [text]);
  const latest = useRef(text);
  latest.current = text;
  const replace = (next: string) => {
    const before = latest.current;
    const put = (wanted: string) => {
      setRound((now) => now + 1);
      onChange(wanted);
    };
    put(next);
    notify.done(t("lines.replaced"), { label: t("action.undo"), run: () => put(before) });
  };
  const form = lines ? (
    <LinesForm key={round} lines={lines} onChange={(next) => onChange(textOf(next))} {...rest} />
  ) : (
    <p className="text-danger">{t("lines.json.wrong")}</p>
  );
  const tabs = [
    { key: "form", label: t("lines.tab.form"), content: <div className="pt-4">{form}</div> },
    {
      key: "json",
      label: t("lines.tab.json"),
      content: (
        <div className="pt-4">
          <LinesJson text={text} onChange={onChange} onImport={replace} />
        </div>
      ),
    },
  ];
  return (
    <div className="@container mt-3 grid min-w-0 gap-4 rounded-md border border-line bg-page p-3 sm:p-4">
      <Starts template={template} general={general} onStart={(start) => replace(textOf(start))} />
      <div className="min-w-0">
        <Tabs label={t("lines.tab.label")} tabs={tabs} value={tab} onChange={setTab} />
      </div>
    </div>
  );
}

type StartsProps = Pick<LinesEditorProps, "template" | "general"> & { onStart: (lines: Lines) => void };

/** Other lines to go on from. */
function Starts({ template, general, onStart }: StartsProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const fromGeneral = async () => {
    setBusy(true);
    try {
      onStart(await general());
    } catch (error) {
      notify.failed(t("lines.start.failed"), error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <fieldset aria-label={t("lines.start.label")} className="flex flex-wrap items-center gap-2">
      <span className="text-xs text-ink-3">{t("lines.start.label")}</span>
      {template && (
        <Button small icon={RotateCcw} onClick={() => onStart(template)}>
          {t("lines.start.template")}
        </Button>
      )}
      <Button small icon={RotateCcw} busy={busy} disabled={busy} onClick={() => void fromGeneral()}>
        {t("lines.start.general")}
      </Button>
      <Button small icon={RotateCcw} onClick={() => onStart(noLines())}>
        {t("lines.start.blank")}
      </Button>
    </fieldset>
  );
}
