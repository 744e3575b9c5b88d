import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Fold } from "@/components/form/Fold";
import { Words } from "@/components/Words";
import { variablesOf } from "../simulation";
import type { Step } from "../types";

/** What is known at this point of the talk; what the last turn changed stands out. */
export function VariablesFold({ steps }: { steps: readonly Step[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const variables = variablesOf(steps);
  if (variables.length === 0) return null;
  const meta = <span className="num text-xs font-normal text-ink-3">{variables.length}</span>;
  return (
    <div className="border-t border-line px-4 py-1">
      <Fold title={t("flows.variables")} meta={meta} open={open} onToggle={setOpen}>
        <dl className="grid max-h-40 grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 overflow-y-auto pb-2 text-xs">
          {variables.map(({ name, value, fresh }) => (
            <Variable key={name} name={name} value={value} fresh={fresh} />
          ))}
        </dl>
      </Fold>
    </div>
  );
}

function Variable({ name, value, fresh }: { name: string; value: unknown; fresh: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <dt className="font-mono text-ink-3">
        <Words>{name}</Words>
      </dt>
      <dd className={`[overflow-wrap:anywhere] ${fresh ? "font-medium text-ink" : "text-ink-2"}`}>
        <Words>{typeof value === "string" ? value : JSON.stringify(value)}</Words>
        {fresh && <span className="ml-1.5 font-normal text-ink-3">{t("flows.simulator.fresh")}</span>}
      </dd>
    </>
  );
}
