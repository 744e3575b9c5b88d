import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { Card } from "@/components/Card";
import { Coded } from "@/components/Coded";
import type { Column } from "@/components/table/columns";
import { DataTable } from "@/components/table/DataTable";
import { useServerWords } from "@/hooks/useServerWords";
import type { Check, Health } from "../api";
import { lookOf, needsLook } from "../state";
import { settingOfCheck } from "../vendors";
import { Age, SettingLink, Took } from "./Facts";

/** What Tron itself is made of, as it was found just now. */
export function PartsCard({ health, now }: { health: Health; now: Date }) {
  const { t } = useTranslation();
  const { checks } = health;
  const ready = checks.filter((check) => check.state === "ok").length;
  return (
    <Card title={t("health.parts")} meta={t("health.progress", { ready, total: checks.length })}>
      <DataTable
        label={t("health.parts")}
        rows={checks}
        rowKey={(check) => check.name}
        columns={columns(t, health, now)}
        line={(check) => <PartLine check={check} health={health} now={now} />}
      />
    </Card>
  );
}

function columns(t: TFunction, health: Health, now: Date): Column<Check>[] {
  return [
    { key: "name", head: t("health.column.part"), cell: (check) => <PartName check={check} /> },
    { key: "state", head: t("health.column.state"), cell: (check) => <PartState check={check} /> },
    { key: "fix", head: t("health.column.found"), className: "w-1/2", cell: (check) => <Found check={check} /> },
    { key: "latency", head: t("health.column.took"), end: true, cell: (check) => <PartTook check={check} /> },
    {
      key: "age",
      head: t("health.column.looked"),
      end: true,
      cell: () => <Age at={health.checked_at} health={health} now={now} />,
    },
    {
      key: "setting",
      head: t("health.setting"),
      headHidden: true,
      end: true,
      cell: (check) => <PartSetting check={check} />,
    },
  ];
}

function PartLine({ check, health, now }: { check: Check; health: Health; now: Date }) {
  return (
    <>
      <div className="flex items-start justify-between gap-3">
        <PartName check={check} />
        <PartState check={check} />
      </div>
      <div className="mt-1">
        <Found check={check} />
      </div>
      <div className="mt-1 flex items-center justify-between gap-3 text-xs text-ink-3">
        <span>
          <Age at={health.checked_at} health={health} now={now} /> · <PartTook check={check} />
        </span>
        <PartSetting check={check} />
      </div>
    </>
  );
}

function PartName({ check }: { check: Check }) {
  return (
    <Coded list="check" code={check.name.replace(".", "_")} className="font-medium [overflow-wrap:anywhere]">
      {check.name}
    </Coded>
  );
}

function PartState({ check }: { check: Check }) {
  const { t } = useTranslation();
  const { word, tone, icon } = lookOf(check);
  return (
    <Badge tone={tone} icon={icon}>
      {t(`health.state.${word}`)}
    </Badge>
  );
}

/** What was found, and what to do where that needs somebody. */
function Found({ check }: { check: Check }) {
  return (
    <span className="block max-w-[60ch] [overflow-wrap:anywhere]">
      <span className="block">
        <Coded list="found" code={check.code} values={check.values}>
          {check.detail}
        </Coded>
      </span>
      {check.fix && needsLook(check) && (
        <span className="block text-xs text-ink-2">
          <Coded list="fix" code={check.code} values={check.values}>
            {check.fix}
          </Coded>
        </span>
      )}
    </span>
  );
}

/** Only what answered took a time. */
function PartTook({ check }: { check: Check }) {
  const answered = check.state === "ok" || check.state === "degraded";
  return <Took ms={answered ? check.latency_ms : null} />;
}

function PartSetting({ check }: { check: Check }) {
  const words = useServerWords();
  const setting = settingOfCheck(check.name);
  if (setting === null) return null;
  return <SettingLink setting={setting} of={words("check", check.name) ?? check.name} />;
}
