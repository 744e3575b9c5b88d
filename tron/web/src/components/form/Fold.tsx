import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

type FoldProps = {
  title: ReactNode;
  /** Beside the title: how much is inside. */
  meta?: ReactNode;
  open: boolean;
  onToggle: (open: boolean) => void;
  children: ReactNode;
};

/** A part of a form that is folded away until somebody wants it. */
export function Fold({ title, meta, open, onToggle, children }: FoldProps) {
  return (
    <details open={open} onToggle={(event) => onToggle(event.currentTarget.open)} className="min-w-0">
      <summary className="flex min-h-8 cursor-pointer list-none flex-wrap items-center gap-2 rounded-sm font-medium pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-3.5 [details[open]>summary>&]:rotate-90" aria-hidden />
        {title}
        {meta}
      </summary>
      {children}
    </details>
  );
}
