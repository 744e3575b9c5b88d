import { useEffect } from "react";
import { useLocation } from "react-router";

/** A link to /settings#<key> leads to that field. */
export function useAddressedField(): void {
  const { hash } = useLocation();
  useEffect(() => {
    const field = document.getElementById(decodeURIComponent(hash.slice(1)));
    if (field === null) return;
    // After the page itself has taken the focus, and the sections above have their height.
    const timer = setTimeout(() => {
      field.closest("details")?.setAttribute("open", "");
      field.scrollIntoView({ block: "center" });
      field.querySelector<HTMLElement>(":is(input, select, button, textarea):enabled")?.focus({ preventScroll: true });
    });
    return () => clearTimeout(timer);
  }, [hash]);
}
