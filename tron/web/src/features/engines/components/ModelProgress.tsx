import { useTranslation } from "react-i18next";
import { duration, fileSize, number } from "@/lib/format";
import type { Model } from "../api";

/** How far a download is: a bar, and the same in words. */
export function ModelProgress({ model }: { model: Model }) {
  const { t, i18n } = useTranslation();
  const percent = Math.min(100, Math.floor((100 * model.done_bytes) / model.bytes));
  const size = (bytes: number) => fileSize(bytes, i18n.language);
  const { state } = model;
  const parts = [t("engines.done", { done: size(model.done_bytes), all: size(model.bytes) })];
  if (state === "downloading" && model.bytes_per_second) {
    const left = (model.bytes - model.done_bytes) / model.bytes_per_second;
    parts.push(t("engines.speed", { size: size(model.bytes_per_second) }), t("engines.left", { time: duration(left) }));
  }
  return (
    <div className="mt-2.5 max-w-[40rem]">
      <div
        role="progressbar"
        aria-label={t("engines.progress", { name: model.title })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="h-1.5 overflow-hidden rounded-xs bg-surface-3"
      >
        <div className="h-full bg-accent-solid" style={{ width: `${percent}%` }} />
      </div>
      <p className="num mt-1 flex flex-wrap gap-x-3 text-xs text-ink-2">
        <span>{t("engines.percent", { value: number(percent, i18n.language) })}</span>
        {parts.map((part) => (
          <span key={part}>{part}</span>
        ))}
      </p>
    </div>
  );
}
