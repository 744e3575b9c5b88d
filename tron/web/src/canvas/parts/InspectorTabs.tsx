import { type KeyboardEvent, type ReactNode, useId } from "react";

type Part = { key: string; label: string; content: ReactNode };
type InspectorTabsProps = { label: string; tabs: readonly Part[]; value: string; onChange: (key: string) => void };

/** The inspector's tabs. By hand: the library that other pages' tabs are made of is more than the canvas can carry. */
export function InspectorTabs({ label, tabs, value, onChange }: InspectorTabsProps) {
  const id = useId();
  const at = tabs.findIndex(({ key }) => key === value);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    onChange(next.key);
    document.getElementById(`${id}-${next.key}`)?.focus();
  };
  return (
    <>
      <div role="tablist" aria-label={label} className="flex gap-1 border-b border-line px-2" onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            id={`${id}-${tab.key}`}
            type="button"
            role="tab"
            aria-selected={tab.key === value}
            aria-controls={`${id}-panel`}
            tabIndex={tab.key === value ? 0 : -1}
            className="-mb-px flex h-9 flex-none items-center border-b-2 border-transparent px-2.5 font-medium text-ink-2 hover:text-ink focus-visible:-outline-offset-2 aria-selected:border-accent aria-selected:text-ink pointer-coarse:h-control"
            onClick={() => onChange(tab.key)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${value}`}>
        {tabs[at]?.content}
      </div>
    </>
  );
}
