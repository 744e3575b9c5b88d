import { ListFilter, Search, X } from "lucide-react";
import { type ChangeEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { LINE } from "@/components/form/look";
import { Select } from "@/components/form/Select";
import { useNarrow } from "@/hooks/useMedia";
import { useCodeLabel } from "@/hooks/useServerWords";
import { scriptOf } from "@/lib/format";
import { useChoices } from "../api";
import { countChosen, DATES, DIRECTIONS, type Filters, NO_FILTERS, ORDERS, restricts, STATUSES } from "../filters";
import { useLineName } from "./CallFacts";

type FiltersProps = { filters: Filters; onChange: (change: Partial<Filters>) => void };

/** Which calls to show. Everything chosen here stands in the address. */
export function CallFilters({ filters, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const chosen = countChosen(filters);
  const [open, setOpen] = useState(chosen > 0);
  return (
    <search
      aria-label={t("calls.filter.label")}
      className="grid grid-cols-2 items-end gap-3 sm:grid-cols-3 wide:grid-cols-[minmax(0,1.6fr)_repeat(6,minmax(0,1fr))]"
    >
      <div className="col-span-2 flex items-end gap-2 sm:col-span-3 wide:col-span-1">
        <SearchField value={filters.search} onChange={(search) => onChange({ search })} />
        {narrow && (
          <Button icon={ListFilter} aria-expanded={open} onClick={() => setOpen(!open)}>
            {chosen > 0 ? t("calls.filter.chosen", { count: chosen }) : t("calls.filter.open")}
          </Button>
        )}
      </div>
      {(open || !narrow) && <Choices filters={filters} onChange={onChange} sorted={narrow} />}
    </search>
  );
}

/** `sorted`: a list has no heads to sort by, so the order is chosen here. */
function Choices({ filters, onChange, sorted }: FiltersProps & { sorted: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {sorted && <Sort filters={filters} onChange={onChange} />}
      <AgentAndOutcome filters={filters} onChange={onChange} />
      <Words filters={filters} onChange={onChange} />
      {filters.date === "range" && <Range filters={filters} onChange={onChange} />}
      {restricts(filters) && (
        <div className="col-span-2 sm:col-span-3 wide:col-span-7">
          <Button look="quiet" small icon={X} onClick={() => onChange({ ...NO_FILTERS, sort: filters.sort })}>
            {t("calls.filter.clear")}
          </Button>
        </div>
      )}
    </>
  );
}

function Sort({ filters, onChange }: FiltersProps) {
  const { t } = useTranslation();
  return (
    <div className="col-span-2">
      <Choice
        label={t("calls.filter.sort")}
        value={filters.sort}
        onChange={(sort) => onChange({ sort })}
        options={ORDERS.map((order) => ({ value: order, label: t(`calls.filter.orders.${order}`) }))}
      />
    </div>
  );
}

/** Choices that come from the server. */
function AgentAndOutcome({ filters, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const { agents, lines } = useChoices();
  const lineName = useLineName();
  const codeLabel = useCodeLabel();
  const all = { value: "", label: t("calls.filter.all") };
  const asked = agents.filter((agent) => filters.agent === "" || agent.id === filters.agent);
  const outcomes = [...new Set(asked.flatMap((agent) => agent.outcomes))].sort();
  return (
    <>
      <Choice
        label={t("calls.column.agent")}
        value={filters.agent}
        onChange={(agent) => onChange({ agent, outcome: "" })}
        options={[all, ...agents.map((agent) => ({ value: agent.id, label: agent.name, data: true }))]}
      />
      <Choice
        label={t("calls.column.outcome")}
        value={filters.outcome}
        onChange={(outcome) => onChange({ outcome })}
        options={[all, ...outcomes.map((outcome) => ({ value: outcome, ...codeLabel("outcome", outcome) }))]}
      />
      <Choice
        label={t("calls.column.line")}
        value={filters.line}
        onChange={(line) => onChange({ line })}
        options={[all, ...lines.map(({ name, title }) => ({ value: name, ...lineName(name, title) }))]}
      />
    </>
  );
}

/** Choices that are always the same. */
function Words({ filters, onChange }: FiltersProps) {
  const { t } = useTranslation();
  return (
    <>
      <Choice
        label={t("calls.column.status")}
        value={filters.status}
        onChange={(status) => onChange({ status })}
        options={[
          { value: "", label: t("calls.filter.all") },
          ...STATUSES.map((status) => ({ value: status, label: t(`calls.status.${status}`) })),
        ]}
      />
      <Choice
        label={t("calls.filter.direction")}
        value={filters.direction}
        onChange={(direction) => onChange({ direction })}
        options={[
          { value: "", label: t("calls.filter.all") },
          ...DIRECTIONS.map((direction) => ({ value: direction, label: t(`calls.direction.${direction}`) })),
        ]}
      />
      <Choice
        label={t("calls.filter.date")}
        value={filters.date}
        onChange={(date) => onChange({ date, from: "", to: "" })}
        options={DATES.map((date) => ({ value: date, label: t(`calls.filter.dates.${date}`) }))}
      />
    </>
  );
}

type ChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string; data?: boolean }[];
};

function Choice<Value extends string>({ label, value, onChange, options }: ChoiceProps<Value>) {
  return (
    <Field label={label}>{(aria) => <Select {...aria} value={value} onChange={onChange} options={options} />}</Field>
  );
}

function Range({ filters, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const day = (name: "from" | "to") => (
    <Field label={t(`calls.filter.${name}`)}>
      {(aria) => (
        <input
          {...aria}
          type="date"
          className={LINE}
          value={filters[name]}
          min={name === "to" ? filters.from : undefined}
          max={name === "from" ? filters.to : undefined}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <>
      {day("from")}
      {day("to")}
    </>
  );
}

const PAUSE_MS = 300;

/** A number or a name. It is looked for when the person pauses. */
function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null) return;
    if (typed === value) return setTyped(null);
    const timer = setTimeout(() => onChange(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  const shown = typed ?? value;
  return (
    <div className="min-w-0 flex-1">
      <Field label={t("calls.filter.search")}>
        {(aria) => (
          <div className="relative">
            <Search className="pointer-events-none absolute inset-y-0 left-2.5 my-auto size-4 text-ink-3" aria-hidden />
            <input
              {...aria}
              type="search"
              className={`${LINE} pl-8`}
              maxLength={100}
              placeholder={t("calls.filter.searchHint")}
              lang={scriptOf(shown)}
              value={shown}
              onChange={(event: ChangeEvent<HTMLInputElement>) => setTyped(event.target.value)}
            />
          </div>
        )}
      </Field>
    </div>
  );
}
