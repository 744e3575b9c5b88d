import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { Words } from "@/components/Words";
import { fileSize, languageName } from "@/lib/format";
import type { Model } from "../api";
import { aboutOf, MODEL_LOOKS, wordOf } from "../words";
import { ModelActions } from "./ModelActions";
import { ModelProblem } from "./ModelProblem";
import { ModelProgress } from "./ModelProgress";

type ModelRowProps = { model: Model; memory: number; free: number };

/** One model: what it is good for, what it costs this machine, how far it is, and what can be done with it. */
export function ModelRow({ model, memory, free }: ModelRowProps) {
  const { t } = useTranslation();
  const about = aboutOf(model.id);
  const word = wordOf(model);
  return (
    <li className="border-t border-line px-4 py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <Words className="font-medium">{model.title}</Words>
            {word && (
              <Badge tone={MODEL_LOOKS[word].tone} icon={MODEL_LOOKS[word].icon}>
                {t(`engines.model.${word}`)}
              </Badge>
            )}
          </p>
          <p className="mt-0.5 max-w-[75ch] text-ink-2">
            {about ? t(`engines.about.${about}`) : <Words>{model.about}</Words>}
          </p>
          <Facts model={model} />
        </div>
        <ModelActions model={model} />
      </div>
      {!model.fits && <TooLarge model={model} memory={memory} />}
      {(model.state === "downloading" || model.state === "checking") && <ModelProgress model={model} />}
      {model.problem && <ModelProblem model={model} problem={model.problem} free={free} />}
    </li>
  );
}

function Facts({ model }: { model: Model }) {
  const { t, i18n } = useTranslation();
  return (
    <p className="num mt-1 flex flex-wrap gap-x-3 text-xs text-ink-3">
      <span translate="no">{fileSize(model.bytes, i18n.language)}</span>
      <span>{t("engines.memory", { size: fileSize(model.memory_bytes, i18n.language) })}</span>
      <Licence model={model} />
      <Languages tags={model.languages} />
    </p>
  );
}

function Licence({ model }: { model: Model }) {
  const { t } = useTranslation();
  const limit = model.commercial_use === false ? "notCommercial" : "readLicence";
  return (
    <span className="flex flex-wrap gap-x-1">
      <span>{t("engines.licence")}</span>
      <a className="underline hover:text-ink" href={model.licence_url} target="_blank" rel="noreferrer">
        <Words>{model.licence}</Words>
      </a>
      {model.commercial_use !== true && <span className="text-warning">{t(`engines.${limit}`)}</span>}
    </span>
  );
}

/** The first languages by name, the rest as a count. */
function Languages({ tags }: { tags: readonly string[] }) {
  const { t, i18n } = useTranslation();
  const shown = tags.length > 3 ? 2 : tags.length;
  const names = tags.slice(0, shown).map((tag) => languageName(tag, i18n.language));
  const rest = tags.length - shown;
  if (rest === 0) return <span translate="no">{names.join(", ")}</span>;
  return <span>{t("engines.languages", { names: names.join(", "), count: rest })}</span>;
}

function TooLarge({ model, memory }: { model: Model; memory: number }) {
  const { t, i18n } = useTranslation();
  const size = (bytes: number) => fileSize(bytes, i18n.language);
  return (
    <p className="mt-2 flex max-w-[75ch] gap-2 text-xs text-warning">
      <TriangleAlert className="mt-0.5 size-3.5" aria-hidden />
      {t("engines.tooLarge", { needs: size(model.memory_bytes), has: size(memory) })}
    </p>
  );
}
