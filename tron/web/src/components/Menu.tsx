import { Menu as HeadlessMenu, MenuButton, MenuItem, MenuItems } from "@headlessui/react";
import { Ellipsis, type LucideIcon } from "lucide-react";
import { Link } from "react-router";
import { FLOATING } from "./form/look";

export type MenuEntry = {
  label: string;
  icon: LucideIcon;
  danger?: boolean;
} & ({ to: string } | { onSelect: () => void });

type MenuProps = { label: string; entries: readonly MenuEntry[] };

/** What else can be done with a thing, behind three dots. What destroys stands last, below a line. */
export function Menu({ label, entries }: MenuProps) {
  return (
    <HeadlessMenu>
      <MenuButton
        aria-label={label}
        title={label}
        className="grid size-8 flex-none place-items-center rounded-md text-ink-2 hover:bg-surface-3 hover:text-ink data-open:bg-surface-3 pointer-coarse:size-control"
      >
        <Ellipsis className="size-4" aria-hidden />
      </MenuButton>
      <MenuItems anchor="bottom end" modal={false} className={`${FLOATING} appear min-w-44`}>
        {entries.map((entry) => (
          <Entry key={entry.label} entry={entry} />
        ))}
      </MenuItems>
    </HeadlessMenu>
  );
}

const ENTRY =
  "flex min-h-8 w-full items-center gap-2.5 rounded-md px-2 text-left text-sm data-focus:bg-surface-3 pointer-coarse:min-h-11";

function Entry({ entry }: { entry: MenuEntry }) {
  const look = `${ENTRY} ${entry.danger ? "mt-1 text-danger shadow-[0_-5px_0_-4px_var(--color-line-2)]" : "text-ink"}`;
  const inside = (
    <>
      <entry.icon className="size-4" aria-hidden />
      {entry.label}
    </>
  );
  return "to" in entry ? (
    <MenuItem as={Link} to={entry.to} className={look}>
      {inside}
    </MenuItem>
  ) : (
    <MenuItem as="button" type="button" onClick={entry.onSelect} className={look}>
      {inside}
    </MenuItem>
  );
}
