import { type ReactNode, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Fold } from "./Fold";

type SectionProps = {
  title: string;
  help: ReactNode;
  children: ReactNode;
  /** What needs the whole width, under both. */
  below?: ReactNode;
};

/** A part of a form: what it is about on the left, its fields on the right. Out of sight it costs no styling or layout. */
export function Section({ title, help, children, below }: SectionProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-6 gap-y-3 border-line px-4 py-4 [contain-intrinsic-size:auto_30rem] [content-visibility:auto] not-first:border-t sm:px-5 sm:py-5 wide:grid-cols-[148px_minmax(0,1fr)]"
    >
      <div>
        <h2 id={id} className="text-base">
          {title}
        </h2>
        <p className="mt-1 max-w-[75ch] text-xs text-ink-3">{help}</p>
      </div>
      <div className="grid min-w-0 gap-4">{children}</div>
      {below && <div className="col-span-full min-w-0">{below}</div>}
    </section>
  );
}

/** Fields side by side where both fit. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className="grid items-start gap-4 sm:grid-cols-2">{children}</div>;
}

type AdvancedProps = { title?: string; changed: number; total: number; broken: boolean; children: ReactNode };

/** What few people need, folded away. It says how many values differ from the default, and opens when one is wrong. */
export function Advanced({ title, changed, total, broken, children }: AdvancedProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (broken) setOpen(true);
  }, [broken]);
  const meta = (
    <span className="num text-xs font-normal text-ink-3">
      {changed === 0 ? t("form.allDefault", { count: total }) : t("form.changed", { count: changed, total })}
    </span>
  );
  return (
    <Fold title={title ?? t("form.advanced")} meta={meta} open={open} onToggle={setOpen}>
      <div className="mt-3 grid min-w-0 gap-4 rounded-md border border-line bg-page p-4">{children}</div>
    </Fold>
  );
}
