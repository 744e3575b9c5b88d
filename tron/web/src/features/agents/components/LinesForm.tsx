import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { notify } from "@/components/toasts";
import { isIn, type LinesContext, LinesScope, type Told, useFaultWords } from "../hooks/useLines";
import { faultsOf } from "../lineFaults";
import { type Lines, putBack, without } from "../lines";
import { AgendaField } from "./AgendaField";
import { FixedLines } from "./FixedLines";
import { LineList, useFocusOnLine } from "./LineList";

type LinesFormProps = {
  lines: Lines;
  onChange: (next: Lines) => void;
  told: readonly Told[];
  /** A save was tried: everything that is wrong is said. */
  all: boolean;
  outcomes: readonly string[];
};

/** The lines as fields: the agenda, each line, and what every call has. */
export function LinesForm({ lines, onChange, told, all, outcomes }: LinesFormProps) {
  const { t } = useTranslation();
  const faults = useMemo(() => faultsOf(lines), [lines]);
  const { forgetTouched, ...words } = useFaultWords(faults, told, all);
  const [open, setOpen] = useState<number | null>(null);
  const [epoch, setEpoch] = useState(0);
  const box = useFocusOnLine(epoch, open);
  const latest = useRef(lines);
  latest.current = lines;

  const restructure = (next: Lines) => {
    forgetTouched();
    setEpoch((now) => now + 1);
    onChange(next);
  };
  const remove = (index: number) => {
    const rest = without(lines, index);
    if (!rest) return;
    setOpen(null);
    restructure(rest.lines);
    const run = () => {
      setOpen(null);
      restructure(putBack(latest.current, rest.removed));
    };
    notify.done(t("lines.list.removed", { id: rest.removed.line.id }), { label: t("action.undo"), run });
    // The row is gone: the focus goes to the one in its place, or to the end of the list.
    setTimeout(() => {
      const rows = box.current?.querySelectorAll<HTMLElement>("[data-line]");
      rows?.item(Math.min(index, rows.length - 1))?.focus();
    });
  };

  const wrong = all || told.length > 0;
  const first = [...faults, ...told].map(({ path }) => /^lines\.(\d+)/.exec(path)?.[1]).find(Boolean);
  useOnFaulty(wrong, () => {
    if (box.current?.contains(document.activeElement)) return;
    if (first !== undefined) setOpen(Number(first));
    setTimeout(() => {
      const field = box.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
      if (document.activeElement?.getAttribute("aria-invalid") !== "true") field?.focus();
    }, 60);
  });

  const scope: LinesContext = { lines, change: onChange, restructure, epoch, outcomes, ...words };
  const root = told.find(({ path }) => path === "" || !PARTS.some((part) => isIn(path, part)));
  return (
    <LinesScope value={scope}>
      <div ref={box} className="grid min-w-0 gap-6">
        {root && (
          <p role="alert" className="text-danger">
            {root.message}
          </p>
        )}
        <AgendaField />
        <LineList open={open} onOpen={setOpen} onRemove={remove} />
        <FixedLines />
      </div>
    </LinesScope>
  );
}

/** Once each time that something turns out to be wrong, and once at the start if it is so already. */
function useOnFaulty(wrong: boolean, show: () => void) {
  const latest = useRef(show);
  latest.current = show;
  useEffect(() => {
    if (wrong) latest.current();
  }, [wrong]);
}

const PARTS = [
  "lines",
  "next",
  "greeting_yes",
  "greeting_no",
  "greeting_again",
  "fallback",
  "silence",
  "goodbye",
  "silence_goodbye",
  "time_up",
  "opt_out_ack",
  "identity",
  "human",
];
