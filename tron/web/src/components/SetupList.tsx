import { Circle, CircleCheck, ListChecks, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useUi } from "@/stores/ui";
import { buttonLook, IconButton } from "./Button";

/** `to`: where the step is done, and what the way there is called. */
export type SetupStep = { label: string; done: boolean; to?: { path: string; label: string } };

/** The steps to a working Tron. On the dashboard it takes the instruction banner's place and opens by the same "?". */
export function SetupList({ page, steps }: { page: string; steps: readonly SetupStep[] }) {
  const { t } = useTranslation();
  const help = useUi((ui) => ui.help[page]);
  const setHelp = useUi((ui) => ui.setHelp);
  if (help === "closed") return null;
  const done = steps.filter((step) => step.done).length;
  const way = steps.find((step) => !step.done)?.to;
  return (
    <section
      aria-label={t("setup.label")}
      className="flex items-start gap-3 rounded-lg border border-line bg-surface-1 py-2 pr-2 pl-3.5"
    >
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-2">
        <span className="flex min-h-8 items-center gap-2 font-medium">
          <ListChecks className="size-4" aria-hidden />
          {t("setup.title")}
          <span className="num font-normal text-ink-3">{t("setup.progress", { done, total: steps.length })}</span>
        </span>
        <Steps steps={steps} />
        {way && (
          <Link to={way.path} className={`${buttonLook("secondary", true)} rail:ml-auto`}>
            {way.label}
          </Link>
        )}
      </div>
      <IconButton icon={X} label={t("setup.close")} onClick={() => setHelp(page, "closed")} />
    </section>
  );
}

function Steps({ steps }: { steps: readonly SetupStep[] }) {
  const next = steps.find((step) => !step.done);
  return (
    <ol className="flex flex-wrap gap-x-4 gap-y-1.5">
      {steps.map((step) => (
        <li
          key={step.label}
          className={`flex items-center gap-1.5 ${step === next ? "font-medium text-ink" : "text-ink-2"}`}
          aria-current={step === next ? "step" : undefined}
        >
          {step.done ? (
            <CircleCheck className="size-4 text-success" aria-hidden />
          ) : (
            <Circle className={`size-4 ${step === next ? "text-accent" : "text-ink-3"}`} aria-hidden />
          )}
          {step.label}
        </li>
      ))}
    </ol>
  );
}
