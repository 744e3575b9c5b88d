import { Cpu } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { useLocalModels } from "@/hooks/useLocalModels";
import type { Setting } from "../api";
import type { SettingsFormState } from "../hooks/useSettingsForm";
import { currentValue } from "../values";

export const OFFERED_FOR = "ai.default_llm_provider";

type LocalModelsOfferProps = { items: readonly Setting[]; form: SettingsFormState };

/** An Ollama that was found, for new agents. The button fills the form; a person saves it. */
export function LocalModelsOffer({ items, form }: LocalModelsOfferProps) {
  const { t } = useTranslation();
  const found = useLocalModels();
  const provider = items.find((item) => item.key === OFFERED_FOR);
  const model = items.find((item) => item.key === "ai.default_llm_model");
  if (!found || !provider || !model) return null;
  if (provider.source === "environment" || currentValue(provider, form.edits) === "ollama") return null;
  const use = () => {
    form.change(provider, "ollama");
    form.change(model, found.suggested);
  };
  const count = found.models.length;
  return (
    <div
      role="note"
      className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-2 rounded-md border border-line border-l-2 border-l-accent bg-surface-2 py-1.5 pr-2 pl-3"
    >
      <Cpu className="size-4 text-accent" aria-hidden />
      <p className="max-w-[75ch] min-w-0 flex-1 basis-56 text-ink-2">
        {found.here ? t("settings.local.here", { count }) : t("settings.local.elsewhere", { count })}
      </p>
      <Button small onClick={use}>
        {t("settings.local.use")}
      </Button>
    </div>
  );
}
