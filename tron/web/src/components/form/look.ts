/** The edge, fill and states that every control shares. */
export const CONTROL =
  "w-full min-w-0 rounded-md border border-control bg-surface-2 text-sm text-ink placeholder:text-ink-3 " +
  "focus-visible:outline-offset-0 aria-invalid:border-danger aria-invalid:shadow-[0_0_0_1px_var(--color-danger)] " +
  "disabled:cursor-not-allowed disabled:border-line-2 disabled:bg-surface-1 disabled:text-ink-3";

/** A control of one line. */
export const LINE = `${CONTROL} h-control px-2.5`;

/** A list that floats under its control: options of a combobox, items of a menu. */
export const FLOATING =
  "z-30 rounded-lg border border-line-2 bg-surface-2 p-1 shadow-float outline-none [--anchor-gap:4px] [--anchor-padding:8px]";
