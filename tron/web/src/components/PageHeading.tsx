import type { ReactNode } from "react";

type PageHeadingProps = { title: string; meta?: ReactNode; actions?: ReactNode };

export function PageHeading({ title, meta, actions }: PageHeadingProps) {
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
      <h1 className="text-xl tracking-[-0.012em] [:lang(hi)_&]:tracking-normal">{title}</h1>
      {meta && <span className="num text-ink-3">{meta}</span>}
      {actions && <span className="sm:ml-auto">{actions}</span>}
    </div>
  );
}
