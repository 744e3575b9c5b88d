import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type EmptyStateProps = { icon: LucideIcon; title: string; children: ReactNode; actions?: ReactNode };

/** What a list says while it has nothing: what belongs here and what to do first. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 pt-6 pb-8 text-center">
      <span className="mb-1 grid size-10 place-items-center rounded-lg border border-line-2 bg-surface-2 text-ink-2">
        <Icon className="size-5" aria-hidden />
      </span>
      <h3 className="text-lg">{title}</h3>
      <div className="max-w-[34rem] min-w-0 text-base text-ink-2">{children}</div>
      {actions && <div className="mt-2 flex w-full flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
