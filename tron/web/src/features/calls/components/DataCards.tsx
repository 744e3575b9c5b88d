import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { Coded } from "@/components/Coded";
import { Words } from "@/components/Words";
import { plain } from "@/lib/format";
import type { CallDetail } from "../api";

/** What came of the call: summary, outcome, and what the agent found out. */
export function ResultCard({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  const found = Object.entries(call.extracted_data);
  if (!call.outcome && !call.summary && found.length === 0) return null;
  return (
    <Card title={t("call.result")} meta={found.length > 0 && t("call.fields", { count: found.length })}>
      {call.summary && (
        <p className="max-w-[75ch] px-4 pb-3 text-base leading-(--leading-deva)">
          <Words>{call.summary}</Words>
        </p>
      )}
      <dl className="px-4 pb-3">
        {call.outcome && (
          <Pair label={t("calls.column.outcome")}>
            <Coded list="outcome" code={call.outcome} />
          </Pair>
        )}
        {found.map(([name, value]) => (
          <Pair key={name} label={<Coded list="fact" code={name} />}>
            <Value value={value} />
          </Pair>
        ))}
      </dl>
    </Card>
  );
}

/** What Tron was told about the contact before the call. */
export function ContactCard({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  const known = Object.entries(call.contact_metadata);
  if (known.length === 0) return null;
  return (
    <Card title={t("call.contact")} meta={t("call.fields", { count: known.length })}>
      <dl className="px-4 pb-3">
        {known.map(([name, value]) => (
          <Pair key={name} label={<Words>{plain(name)}</Words>}>
            <Value value={value} />
          </Pair>
        ))}
      </dl>
    </Card>
  );
}

/** A name and what it stands for, in a card's list. */
export function Pair({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-x-3 border-t border-line py-2 first:border-t-0 sm:grid-cols-[8rem_minmax(0,1fr)]">
      <dt className="text-ink-2 [overflow-wrap:anywhere]">{label}</dt>
      <dd className="font-medium [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Value({ value }: { value: unknown }) {
  const { t } = useTranslation();
  if (value === null || value === "") return <span className="text-ink-3">–</span>;
  if (typeof value === "boolean") return value ? t("call.yes") : t("call.no");
  // What a `$yes_no` took from the words.
  if (value === "yes" || value === "no") return t(`call.${value}`);
  return <Words>{typeof value === "object" ? JSON.stringify(value, null, 1) : String(value)}</Words>;
}
