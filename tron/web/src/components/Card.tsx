import { type ReactNode, useId } from "react";

type CardProps = { title: string; meta?: ReactNode; actions?: ReactNode; children: ReactNode };

/** A framed part of a page. Cards stand on the page, never on each other. */
export function Card({ title, meta, actions, children }: CardProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-lg border border-line bg-surface-1">
      <header className="flex min-h-11 items-center gap-2.5 py-1.5 pr-2 pl-4">
        <h2 id={id} className="text-base whitespace-nowrap">
          {title}
        </h2>
        <span className="num truncate text-xs text-ink-3">{meta}</span>
        <span className="flex-1" />
        {actions}
      </header>
      {children}
    </section>
  );
}
