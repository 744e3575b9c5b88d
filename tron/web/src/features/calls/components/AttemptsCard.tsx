import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Card } from "@/components/Card";
import { when } from "@/lib/format";
import type { CallDetail } from "../api";
import { CallReason, CallStatus } from "./CallStatus";

/** Every try to reach this contact that belongs together, the oldest first. */
export function AttemptsCard({ call }: { call: CallDetail }) {
  const { t, i18n } = useTranslation();
  if (call.attempts.length < 2) return null;
  return (
    <Card title={t("call.attempts")} meta={t("call.tries", { count: call.attempts.length })}>
      <ol className="pb-2">
        {call.attempts.map((attempt, index) => {
          const here = attempt.id === call.id;
          return (
            <li key={attempt.id} className="border-t border-line first:border-t-0">
              <Link
                to={`/calls/${attempt.id}`}
                aria-current={here ? "page" : undefined}
                className={`flex min-h-row items-center gap-3 px-4 -outline-offset-2 hover:bg-surface-2 ${here ? "bg-accent-soft shadow-[inset_2px_0_0_var(--color-accent)]" : ""}`}
              >
                <span className="num w-4 text-ink-3">{index + 1}</span>
                <time className="num whitespace-nowrap text-ink-2" dateTime={attempt.eligible_at}>
                  {when(attempt.eligible_at, i18n.language)}
                </time>
                <span className="min-w-0 flex-1 truncate text-ink-2">
                  <CallReason reason={attempt.reason} />
                </span>
                <CallStatus status={attempt.status} />
              </Link>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
