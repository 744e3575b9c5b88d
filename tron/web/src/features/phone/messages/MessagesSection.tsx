import { useTranslation } from "react-i18next";
import { useTemplates } from "./api";
import { SendersCard } from "./SendersCard";
import { TemplatesCard } from "./TemplatesCard";

/** Who sends messages, and the approved words that are sent. */
export function MessagesSection() {
  const { t } = useTranslation();
  const templates = useTemplates();
  return (
    <section aria-label={t("messages.title")} className="grid gap-3">
      <p className="max-w-[75ch] text-ink-2">{t("messages.about")}</p>
      <div className="grid items-start gap-4 wide:grid-cols-2">
        <SendersCard templates={templates.data?.items ?? []} />
        <TemplatesCard templates={templates} />
      </div>
    </section>
  );
}
