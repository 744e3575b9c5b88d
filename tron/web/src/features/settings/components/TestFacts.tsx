import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Words } from "@/components/Words";
import type { Probe } from "../api";

const SHOWN_MODELS = 8;

/** Facts that a test brought along, each in a line of its own. */
export function TestFacts({ details }: { details: Probe["details"] }) {
  const { t } = useTranslation();
  const lines: [string, ReactNode][] = [];
  const { account, trial, number, trunk, rooms, workers, model, models } = details;
  if (typeof account === "string")
    lines.push(["account", <Named key="a" label={t("settings.test.fact.account")} value={account} />]);
  if (trial === true) lines.push(["trial", t("settings.test.fact.trial")]);
  if (number === "own") lines.push(["number", t("settings.test.fact.numberOwn")]);
  if (number === "foreign") lines.push(["number", t("settings.test.fact.numberForeign")]);
  if (trunk === "found") lines.push(["trunk", t("settings.test.fact.trunkFound")]);
  if (trunk === "missing") lines.push(["trunk", t("settings.test.fact.trunkMissing")]);
  if (trunk === "no_sip") lines.push(["trunk", t("settings.test.fact.noSip")]);
  if (typeof rooms === "number") lines.push(["rooms", t("settings.test.fact.rooms", { count: rooms })]);
  if (typeof workers === "number") lines.push(["workers", t("settings.test.fact.workers", { count: workers })]);
  if (typeof model === "string")
    lines.push(["model", <Named key="m" label={t("settings.test.fact.model")} value={model} />]);
  if (Array.isArray(models) && models.length > 0) lines.push(["models", <Models key="l" names={models.map(String)} />]);
  if (lines.length === 0) return null;
  return (
    <ul className="text-xs text-ink-2">
      {lines.map(([name, line]) => (
        <li key={name}>{line}</li>
      ))}
    </ul>
  );
}

function Named({ label, value }: { label: string; value: string }) {
  return (
    <>
      {label}: <Words className="text-ink [overflow-wrap:anywhere]">{value}</Words>
    </>
  );
}

function Models({ names }: { names: readonly string[] }) {
  const { t } = useTranslation();
  const more = names.length - SHOWN_MODELS;
  return (
    <>
      {t("settings.test.fact.models", { count: names.length })}:{" "}
      <Words className="text-ink [overflow-wrap:anywhere]">{names.slice(0, SHOWN_MODELS).join(", ")}</Words>
      {more > 0 && ` ${t("settings.test.fact.more", { count: more })}`}
    </>
  );
}
