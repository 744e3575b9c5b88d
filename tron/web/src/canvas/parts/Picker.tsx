import { Dialog, DialogPanel } from "@headlessui/react";
import { Command } from "cmdk";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

export type Pick = { id: string; label: string; hint?: string; icon?: ReactNode; keys?: string; onPick: () => void };
export type PickGroup = { heading: string; items: readonly Pick[] };

type PickerProps = {
  title: string;
  placeholder: string;
  groups: readonly PickGroup[];
  text: string;
  onText: (text: string) => void;
  onClose: () => void;
  /** Between the search and the list: what is chosen beside it. */
  children?: ReactNode;
};

const HEADING =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3";

/** A list to search and pick from, over the canvas. What fits is worked out by whoever opens it. */
export function Picker({ title, placeholder, groups, text, onText, onClose, children }: PickerProps) {
  const { t } = useTranslation();
  return (
    <Dialog open onClose={onClose} aria-label={title} className="relative z-40">
      <div className="fixed inset-0 bg-scrim" aria-hidden />
      <div className="fixed inset-0 grid items-start justify-items-center overflow-y-auto p-4 pt-[12vh]">
        <DialogPanel className="appear w-full max-w-md rounded-xl border border-line-2 bg-surface-2 shadow-overlay">
          <Command label={title} shouldFilter={false} loop className="flex max-h-[60vh] flex-col">
            <Command.Input
              autoFocus
              value={text}
              onValueChange={onText}
              placeholder={placeholder}
              className="h-11 w-full flex-none rounded-t-xl border-b border-line-2 bg-transparent px-4 text-base text-ink outline-none placeholder:text-ink-3"
            />
            {children}
            <Command.List className="min-h-0 overflow-y-auto p-1.5">
              <Command.Empty className="px-2 py-6 text-center text-ink-3">{t("canvas.pick.none")}</Command.Empty>
              {groups
                .filter(({ items }) => items.length > 0)
                .map(({ heading, items }) => (
                  <Command.Group key={heading} heading={heading} className={HEADING}>
                    {items.map((item) => (
                      <Command.Item
                        key={item.id}
                        value={item.id}
                        onSelect={item.onPick}
                        className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 data-[selected=true]:bg-surface-3 pointer-coarse:min-h-11"
                      >
                        {item.icon}
                        <span className="min-w-0 flex-1">
                          <span className="block truncate">{item.label}</span>
                          {item.hint && <span className="block truncate text-xs text-ink-3">{item.hint}</span>}
                        </span>
                        {item.keys && (
                          <kbd
                            translate="no"
                            className="rounded-xs border border-line-2 bg-surface-3 px-1 font-sans text-2xs text-ink-2"
                          >
                            {item.keys}
                          </kbd>
                        )}
                      </Command.Item>
                    ))}
                  </Command.Group>
                ))}
            </Command.List>
          </Command>
        </DialogPanel>
      </div>
    </Dialog>
  );
}
