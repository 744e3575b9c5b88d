import { FileText, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { Button, IconButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { ListBody } from "@/components/table/ListBody";
import { Words } from "@/components/Words";
import { removeTemplate, type Template, type useTemplates } from "./api";
import { type Removal, RemoveDialog } from "./RemoveDialog";
import { TemplateDialog } from "./TemplateDialog";

/** The approved words that flows may send. */
export function TemplatesCard({ templates }: { templates: ReturnType<typeof useTemplates> }) {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = templates;
  const [open, setOpen] = useState<Template | "new" | null>(null);
  const [removal, setRemoval] = useState<Removal | null>(null);
  const add = (
    <Button small icon={Plus} onClick={() => setOpen("new")}>
      {t("messages.addTemplate")}
    </Button>
  );
  return (
    <Card title={t("messages.templates")} actions={add}>
      <ListBody
        rows={data?.items}
        loading={{ error, busy: isValidating, retry: () => void mutate() }}
        errorTitle={t("messages.templatesError")}
        empty={
          <EmptyState icon={FileText} title={t("messages.noTemplates")}>
            {t("messages.noTemplatesHelp")}
          </EmptyState>
        }
        skeleton={{ rows: 1, rowClass: "h-row" }}
      >
        {(rows) => (
          <ul className="divide-y divide-line">
            {rows.map((template) => (
              <TemplateRow
                key={template.id}
                template={template}
                onEdit={() => setOpen(template)}
                onRemove={() =>
                  setRemoval({ what: "template", name: template.name, remove: () => removeTemplate(template.id) })
                }
              />
            ))}
          </ul>
        )}
      </ListBody>
      {open !== null && <TemplateDialog stored={open === "new" ? null : open} onClose={() => setOpen(null)} />}
      <RemoveDialog removal={removal} onClose={() => setRemoval(null)} />
    </Card>
  );
}

type TemplateRowProps = { template: Template; onEdit: () => void; onRemove: () => void };

function TemplateRow({ template, onEdit, onRemove }: TemplateRowProps) {
  const { t } = useTranslation();
  const { name, channel, category, text, dlt_template_id: dlt } = template;
  return (
    <li className="flex min-w-0 flex-wrap items-start gap-x-3 gap-y-1 py-2 pr-1.5 pl-4">
      <div className="grid min-w-0 flex-1 basis-48 gap-1">
        <p className="flex min-w-0 flex-wrap items-center gap-2">
          <Words className="font-medium [overflow-wrap:anywhere]">{name}</Words>
          <Badge tone="neutral" icon={FileText}>
            {t(`messages.channel.${channel}`)}
          </Badge>
          <span className="text-xs text-ink-3">{t(`messages.category.${category}`)}</span>
          {channel === "sms" && dlt === "" && <span className="text-xs text-warning">{t("messages.noDlt")}</span>}
        </p>
        <p className="max-w-[75ch] leading-(--leading-deva) text-ink-2 [overflow-wrap:anywhere]">
          <Words>{text}</Words>
        </p>
      </div>
      <div className="flex gap-1">
        <IconButton icon={Pencil} label={t("messages.edit", { name })} onClick={onEdit} />
        <IconButton icon={Trash2} label={t("messages.removeOf", { name })} onClick={onRemove} />
      </div>
    </li>
  );
}
