import { CircleAlert, Info, KeyRound, type LucideIcon, Phone, TriangleAlert, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button, buttonLook } from "@/components/Button";
import { RepairLink } from "@/components/RepairLink";
import type { Preflight } from "../api";

const LOOKS: Record<Exclude<Preflight["severity"], "info">, { icon: LucideIcon; edge: string; text: string }> = {
  error: { icon: CircleAlert, edge: "border-danger-line border-l-danger", text: "text-danger" },
  warning: { icon: TriangleAlert, edge: "border-warning-line border-l-warning", text: "text-warning" },
};

type PreflightNoticesProps = {
  notices: readonly Preflight[];
  agentId: string | null;
  /** Ways around an agent that cannot hear. */
  onSample: () => void;
  onPractice: () => void;
  busy: boolean;
};

/** What to know before the call, the worst first. */
export function PreflightNotices({ notices, agentId, ...offers }: PreflightNoticesProps) {
  if (notices.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2">
      {notices.map((notice) => (
        <li key={notice.code}>
          <PreflightNotice notice={notice}>
            {notice.code === "cannot_hear" && <Offers {...offers} />}
            <RepairLink field={notice.field} agentId={agentId} />
          </PreflightNotice>
        </li>
      ))}
    </ul>
  );
}

function PreflightNotice({ notice, children }: { notice: Preflight; children: ReactNode }) {
  const { t } = useTranslation();
  if (notice.severity === "info") return <Remark code={notice.code} />;
  const { icon: Icon, edge, text } = LOOKS[notice.severity];
  return (
    <div className={`flex items-start gap-2.5 rounded-md border border-l-2 px-3.5 py-2.5 ${edge}`}>
      <Icon className={`mt-0.5 size-4 ${text}`} aria-hidden />
      <div className="min-w-0">
        <p className="font-medium">{t(`testcall.preflight.${notice.code}.title`)}</p>
        <p className="max-w-[75ch] text-ink-2">{t(`testcall.preflight.${notice.code}.body`)}</p>
        {children}
      </div>
    </div>
  );
}

/** What is good to know and needs no look: a line without a frame. */
function Remark({ code }: Pick<Preflight, "code">) {
  const { t } = useTranslation();
  return (
    <p className="flex items-start gap-2 text-xs text-ink-3">
      <Info className="mt-0.5 size-3.5" aria-hidden />
      <span className="max-w-[75ch]">
        <span className="block font-medium text-ink-2">{t(`testcall.preflight.${code}.title`)}</span>
        {t(`testcall.preflight.${code}.body`)}
      </span>
    </p>
  );
}

function Offers({ onSample, onPractice, busy }: Omit<PreflightNoticesProps, "notices" | "agentId">) {
  const { t } = useTranslation();
  return (
    <div className="mt-2 flex flex-wrap gap-2">
      <Button small icon={UserRound} busy={busy} disabled={busy} onClick={onSample}>
        {t("testcall.offer.sample")}
      </Button>
      <Button small icon={Phone} onClick={onPractice}>
        {t("testcall.offer.practice")}
      </Button>
      <Link to="/settings" className={buttonLook("secondary", true)}>
        <KeyRound className="size-3.5" aria-hidden />
        {t("testcall.offer.key")}
      </Link>
    </div>
  );
}
