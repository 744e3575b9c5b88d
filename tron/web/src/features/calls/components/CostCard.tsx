import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { Swatch } from "@/components/charts/Legend";
import { Words } from "@/components/Words";
import { money, number } from "@/lib/format";
import type { CallDetail } from "../api";
import { LineName } from "./CallFacts";

const LOOKS = {
  telephony: "bg-chart-1",
  tts: "bg-chart-3",
  stt: "bg-chart-5",
  llm: "bg-chart-2",
} as const;

type Component = keyof typeof LOOKS;

/** What the call cost, by component: an estimate from the price table. */
export function CostCard({ cost }: { cost: NonNullable<CallDetail["cost"]> }) {
  const { t, i18n } = useTranslation();
  const inr = (value: number) => money(value, "INR", i18n.language);
  const parts = cost.components.map((part) => ({ ...part, component: componentOf(part.component) }));
  return (
    <Card
      title={t("calls.column.cost")}
      meta={t("call.cost.meta")}
      actions={
        <span className="num pr-2">
          <b className="font-medium">{inr(cost.inr)}</b>{" "}
          <span className="text-xs text-ink-3">{money(cost.usd, "USD", i18n.language)}</span>
        </span>
      }
    >
      <div className="px-4 pt-1 pb-3">
        {cost.inr > 0 && (
          <div className="mb-2 flex h-2 gap-px overflow-hidden rounded-xs bg-surface-3" aria-hidden>
            {parts.map((part) => (
              <span key={part.component + part.name} style={{ flexGrow: part.inr }} className={LOOKS[part.component]} />
            ))}
          </div>
        )}
        <ul>
          {parts.map((part) => (
            <li
              key={part.component + part.name}
              className="flex min-h-8 items-center gap-2.5 border-t border-line first:border-t-0"
            >
              <Swatch fill={LOOKS[part.component]} />
              <span className="whitespace-nowrap">{t(`call.part.${part.component}`)}</span>
              <span className="min-w-0 flex-1 truncate text-xs text-ink-3">
                {part.component === "telephony" ? <LineName line={part.name} /> : <Words>{part.name}</Words>}
                <span aria-hidden> · </span>
                <span>{t(`call.cost.units.${part.component}`, { value: number(part.units, i18n.language, 2) })}</span>
              </span>
              <span className="num">{inr(part.inr)}</span>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}

function componentOf(name: string): Component {
  return name in LOOKS ? (name as Component) : "telephony";
}
