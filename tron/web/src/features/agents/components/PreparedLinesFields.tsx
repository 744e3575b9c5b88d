import { CircleAlert } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useController } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { Field } from "@/components/form/Field";
import { Fold } from "@/components/form/Fold";
import { Section } from "@/components/form/Section";
import { Segmented } from "@/components/Segmented";
import { Skeleton } from "@/components/Skeleton";
import { notify } from "@/components/toasts";
import { readGeneralLines, type Template } from "../api";
import type { FormView } from "../hooks/useAgentForm";
import { useToldProblems } from "../hooks/useToldProblems";
import { faultsOf } from "../lineFaults";
import { linesOf, textOf } from "../lines";

// The editor is large, and most agents keep the lines that come with Tron.
const LinesEditor = lazy(async () => ({ default: (await import("./LinesEditor")).LinesEditor }));

type PreparedLinesFieldsProps = { editor: FormView; template: Template | undefined };

/** What the agent says without a model: the template's lines (or the general ones), or lines of its own. */
export function PreparedLinesFields({ editor, template }: PreparedLinesFieldsProps) {
  const { t } = useTranslation();
  const { control } = editor.form;
  const { field, fieldState } = useController({ control, name: "prepared_lines" });
  const { language, outcomes } = editor.values;
  // Emptied while it is written, it is still a text of one's own.
  const [emptied, setEmptied] = useState(false);
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState(false);
  const told = useToldProblems(fieldState.error, field.value, editor.base.revision);
  const wrong = fieldState.error !== undefined;
  useEffect(() => {
    if (wrong) setOpen(true);
  }, [wrong]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a save takes an empty text for none
  useEffect(() => setEmptied(false), [editor.base.revision]);
  const own = emptied || field.value !== "";

  const takeOwn = async () => {
    setBusy(true);
    try {
      field.onChange(textOf(template?.agent.prepared_lines ?? (await readGeneralLines(language))));
      setOpen(true);
    } catch (error) {
      notify.failed(t("lines.start.failed"), error);
    } finally {
      setBusy(false);
    }
  };
  const giveUpOwn = () => {
    const before = field.value;
    setEmptied(false);
    field.onChange("");
    notify.done(t("lines.givenUp"), { label: t("action.undo"), run: () => field.onChange(before) });
  };
  const kinds = [
    { value: "given" as const, label: template ? t("builder.lines.template") : t("builder.lines.general") },
    { value: "own" as const, label: t("builder.lines.own") },
  ];
  const fold = own && (
    <Fold title={t("lines.fold")} meta={<Summary text={field.value} />} open={open} onToggle={setOpen}>
      {open && (
        <Suspense fallback={<Skeleton rows={6} rowClass="h-row" />}>
          <LinesEditor
            text={field.value}
            onChange={(text) => {
              setEmptied(text === "");
              field.onChange(text);
            }}
            told={told}
            all={wrong}
            outcomes={outcomes}
            template={template?.agent.prepared_lines ?? null}
            general={() => readGeneralLines(language)}
          />
        </Suspense>
      )}
    </Fold>
  );
  return (
    <Section title={t("lines.title")} help={t("builder.hint.prepared_lines")} below={fold}>
      <Field
        label={t("builder.field.prepared_lines")}
        hint={t(own ? "lines.ownHint" : "lines.givenHint")}
        error={fieldState.error?.type === "server" ? t("lines.refused") : fieldState.error?.message}
        group
      >
        {({ "aria-labelledby": labelledBy, "aria-describedby": describedBy }) => (
          <Segmented
            value={own ? "own" : "given"}
            onChange={(kind) => (kind === "own" ? void takeOwn() : giveUpOwn())}
            options={kinds}
            disabled={busy}
            aria-labelledby={labelledBy}
            aria-describedby={describedBy}
          />
        )}
      </Field>
    </Section>
  );
}

/** How much there is, and whether something is wrong. */
function Summary({ text }: { text: string }) {
  const { t } = useTranslation();
  const lines = linesOf(text);
  const faults = lines === null ? 1 : faultsOf(lines).length;
  return (
    <>
      {lines && (
        <span className="num text-xs font-normal text-ink-3">{t("lines.count", { count: lines.lines.length })}</span>
      )}
      {faults > 0 && (
        <Badge tone="danger" icon={CircleAlert}>
          {t("lines.faults", { count: faults })}
        </Badge>
      )}
    </>
  );
}
