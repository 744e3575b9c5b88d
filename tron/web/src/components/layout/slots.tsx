import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { createPortal } from "react-dom";

type Slots = { badge: HTMLElement | null; actions: HTMLElement | null; name: string | null };
type Setters = {
  setBadge: (element: HTMLElement | null) => void;
  setActions: (element: HTMLElement | null) => void;
  setName: (name: string | null) => void;
};

const SlotContext = createContext<Slots>({ badge: null, actions: null, name: null });
const SetterContext = createContext<Setters>({
  setBadge: () => undefined,
  setActions: () => undefined,
  setName: () => undefined,
});

/** Lets a page write into the frame around it. */
export function SlotProvider({ children }: { children: ReactNode }) {
  const [badge, setBadge] = useState<HTMLElement | null>(null);
  const [actions, setActions] = useState<HTMLElement | null>(null);
  const [name, setName] = useState<string | null>(null);
  const [setters] = useState<Setters>({ setBadge, setActions, setName });
  return (
    <SetterContext value={setters}>
      <SlotContext value={{ badge, actions, name }}>{children}</SlotContext>
    </SetterContext>
  );
}

/** The name of the thing that the page shows, once it said so. */
export function useThingName(): string | null {
  return useContext(SlotContext).name;
}

/** Where the top bar takes in what pages give it. */
export function BadgeSlot() {
  return <span ref={useContext(SetterContext).setBadge} className="contents" />;
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

/** Names the page's thing ("Ananya") in the breadcrumb and the window's title; what is inside follows the name. */
export function TopName({ name, children }: { name: string; children?: ReactNode }) {
  const { badge } = useContext(SlotContext);
  const { setName } = useContext(SetterContext);
  useEffect(() => {
    setName(name);
    return () => setName(null);
  }, [name, setName]);
  return badge && createPortal(children, badge);
}

/** The page's buttons in the top bar; on a phone they are a line of their own below it. */
export function TopActions({ children }: { children: ReactNode }) {
  const { actions } = useContext(SlotContext);
  return actions && createPortal(children, actions);
}
