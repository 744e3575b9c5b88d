import { createContext, type ReactNode, useContext, useState } from "react";
import { createPortal } from "react-dom";

type Slots = { name: HTMLElement | null; actions: HTMLElement | null };
type Setters = { setName: (element: HTMLElement | null) => void; setActions: (element: HTMLElement | null) => void };

const SlotContext = createContext<Slots>({ name: null, actions: null });
const SetterContext = createContext<Setters>({ setName: () => undefined, setActions: () => undefined });

/** Lets a page write into the frame around it. */
export function SlotProvider({ children }: { children: ReactNode }) {
  const [name, setName] = useState<HTMLElement | null>(null);
  const [actions, setActions] = useState<HTMLElement | null>(null);
  const [setters] = useState<Setters>({ setName, setActions });
  return (
    <SetterContext value={setters}>
      <SlotContext value={{ name, actions }}>{children}</SlotContext>
    </SetterContext>
  );
}

/** Where the top bar takes in what pages give it. */
export function NameSlot() {
  return <span ref={useContext(SetterContext).setName} className="contents" />;
}

export function ActionsSlot() {
  const { setActions } = useContext(SetterContext);
  return (
    <div
      ref={setActions}
      className="flex items-center justify-end gap-2 empty:hidden max-sm:order-last max-sm:w-full max-sm:pb-2"
    />
  );
}

/** Follows the last name of the breadcrumb: the thing's own name, a badge. */
export function TopName({ children }: { children: ReactNode }) {
  const { name } = useContext(SlotContext);
  return name && createPortal(children, name);
}

/** The page's buttons in the top bar; on a phone they are a line of their own below it. */
export function TopActions({ children }: { children: ReactNode }) {
  const { actions } = useContext(SlotContext);
  return actions && createPortal(children, actions);
}
