import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useTemplates } from "./api";
import { SendersCard } from "./SendersCard";
import { TemplatesCard } from "./TemplatesCard";

/** Who sends messages, and the approved words that are sent. */
export function MessagesSection() {
  const { t } = useTranslation();
  const id = useId();
  const templates = useTemplates();
  return (
    <section aria-labelledby={id} className="grid gap-3 pt-2">
      <div className="grid gap-1">
        <h2 id={id} className="text-lg">
          {t("messages.title")}
        </h2>
        <p className="max-w-[75ch] text-ink-2">{t("messages.about")}</p>
      </div>
      <div className="grid items-start gap-4 wide:grid-cols-2">
        <SendersCard templates={templates.data?.items ?? []} />
        <TemplatesCard templates={templates} />
      </div>
    </section>
  );
}
