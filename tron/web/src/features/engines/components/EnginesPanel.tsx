import { useTranslation } from "react-i18next";
import { LoadError, StaleNote } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { Words } from "@/components/Words";
import { fileSize } from "@/lib/format";
import { type Engines, type ModelKind, useEngines } from "../api";
import { EngineRow } from "./EngineRow";
import { ModelRow } from "./ModelRow";

const KINDS: readonly ModelKind[] = ["chat", "recognition", "voice", "embedding"];

/** The built-in engines with their states, and better models for them by one click. */
export function EnginesPanel() {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = useEngines();
  if (!data && error) {
    return <LoadError title={t("engines.loadError")} error={error} busy={isValidating} onRetry={() => void mutate()} />;
  }
  if (!data) return <Skeleton rows={4} />;
  return (
    <>
      {error && <StaleNote />}
      <EngineList engines={data} />
      {KINDS.map((kind) => (
        <ModelList key={kind} kind={kind} engines={data} />
      ))}
      <Source engines={data} />
    </>
  );
}

function EngineList({ engines }: { engines: Engines }) {
  const { t } = useTranslation();
  return (
    <>
      {engines.engines.length === 0 && (
        <p role="status" className="border-t border-line px-4 py-2.5 text-ink-2">
          {t("engines.starting")}
        </p>
      )}
      <ul aria-label={t("engines.list")}>
        {engines.engines.map((engine) => (
          <EngineRow key={engine.name} engine={engine} />
        ))}
      </ul>
      <p role="status" className="text-xs text-ink-2">
        {engines.restarting && <span className="block border-t border-line px-4 py-2">{t("engines.restarting")}</span>}
      </p>
    </>
  );
}

function ModelList({ kind, engines }: { kind: ModelKind; engines: Engines }) {
  const { t } = useTranslation();
  const models = engines.models.filter((model) => model.kind === kind);
  if (models.length === 0) return null;
  return (
    <>
      <h3 className="border-t border-line px-4 pt-4 pb-2 text-sm">{t(`engines.kind.${kind}`)}</h3>
      <ul aria-label={t(`engines.kind.${kind}`)}>
        {models.map((model) => (
          <ModelRow key={model.id} model={model} memory={engines.memory_bytes} free={engines.free_disk_bytes} />
        ))}
      </ul>
    </>
  );
}

function Source({ engines }: { engines: Engines }) {
  const { t, i18n } = useTranslation();
  return (
    <p className="border-t border-line px-4 py-2.5 text-xs text-ink-3 [overflow-wrap:anywhere]">
      <span>{t("engines.source")}</span> <Words>{engines.source}</Words>{" "}
      <span className="block">{t("engines.free", { size: fileSize(engines.free_disk_bytes, i18n.language) })}</span>
    </p>
  );
}
