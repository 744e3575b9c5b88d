import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { Words } from "@/components/Words";
import { dayAndMonth, time, weekday } from "@/lib/format";
import type { CallDetail } from "../api";

type Callback = CallDetail["callbacks"][number];

/** When the person wants to be called again. Tron calls nobody by it: somebody has to. */
export function CallbackCard({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  if (call.callbacks.length === 0) return null;
  return (
    <Card title={t("call.callback.title")}>
      <ul className="pb-2">
        {call.callbacks.map((callback) => (
          <Wish key={callback.id} callback={callback} />
        ))}
      </ul>
    </Card>
  );
}

function Wish({ callback }: { callback: Callback }) {
  const { t, i18n } = useTranslation();
  const at = new Date(callback.due_at);
  const open = callback.status === "open";
  return (
    <li className="border-t border-line px-4 py-2 first:border-t-0">
      <time dateTime={callback.due_at} className={`num ${open ? "font-medium" : "text-ink-2 line-through"}`}>
        {`${weekday(at, i18n.language)} ${dayAndMonth(at, i18n.language)}, ${time(at, i18n.language)}`}
      </time>
      {!open && <p className="text-ink-2">{t(whyNot(callback))}</p>}
      {callback.note && (
        <p className="max-w-[75ch] leading-(--leading-deva) [overflow-wrap:anywhere]">
          <Words>{callback.note}</Words>
        </p>
      )}
    </li>
  );
}

function whyNot({ reason }: Callback) {
  if (reason === "opted_out") return "call.callback.optedOut";
  return reason === "replaced" ? "call.callback.replaced" : "call.callback.cancelled";
}
