import { LoaderCircle } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Coded } from "@/components/Coded";
import { LoadError } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { Words } from "@/components/Words";
import { languageName } from "@/lib/format";
import { useFlowTemplates } from "../api";
import type { FlowTemplate } from "../types";
import { FlowSketch } from "./FlowSketch";

type TemplateGalleryProps = { busy: string | null; onChoose: (template: FlowTemplate) => void };

/** The flows that come along, each with its shape: one click makes a copy to change. */
export function TemplateGallery({ busy, onChoose }: TemplateGalleryProps) {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = useFlowTemplates();
  if (!data && error) {
    const retry = () => void mutate();
    return <LoadError title={t("flows.templatesError")} error={error} busy={isValidating} onRetry={retry} />;
  }
  if (!data) return <Skeleton rows={3} rowClass="h-28" />;
  return (
    <ul aria-label={t("flows.templates")} className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-2">
      {data.map((template) => (
        <li key={template.id}>
          <TemplateButton template={template} busy={busy} onChoose={() => onChoose(template)} />
        </li>
      ))}
    </ul>
  );
}

type TemplateButtonProps = { template: FlowTemplate; busy: string | null; onChoose: () => void };

function TemplateButton({ template, busy, onChoose }: TemplateButtonProps) {
  const { t, i18n } = useTranslation();
  const { id, name, description, language, node_count: count, canvas_data: canvas } = template;
  return (
    <button
      type="button"
      onClick={onChoose}
      disabled={busy !== null}
      aria-busy={busy === id || undefined}
      className="flex h-full w-full flex-col gap-2 rounded-md border border-control bg-surface-2 p-2 text-left hover:bg-surface-3"
    >
      <FlowSketch canvas={canvas} />
      <span className="flex w-full min-w-0 flex-col px-1 pb-1">
        <span className="flex items-center gap-1.5 font-medium text-ink">
          <Coded list="template" code={id}>
            {name}
          </Coded>
          {busy === id && <LoaderCircle className="spin size-3.5" aria-hidden />}
        </span>
        <Coded list="about" code={id} className="text-xs text-ink-2">
          {description}
        </Coded>
        <span className="num mt-1 flex flex-wrap gap-x-3 text-xs text-ink-3">
          <span>{t("flows.nodes", { count })}</span>
          <Words>{languageName(language.slice(0, 2), i18n.language)}</Words>
        </span>
      </span>
    </button>
  );
}
