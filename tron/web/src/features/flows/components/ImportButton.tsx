import type { LucideIcon } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Button } from "@/components/Button";

type ImportButtonProps = {
  icon: LucideIcon;
  busy: boolean;
  disabled?: boolean;
  onFile: (file: File) => Promise<void>;
  children: ReactNode;
};

/** Asks for a file of a flow. */
export function ImportButton({ icon, busy, disabled = false, onFile, children }: ImportButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon={icon} busy={busy} disabled={disabled} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        className="hidden"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file may be chosen again once it was mended.
          event.target.value = "";
          if (file) void onFile(file);
        }}
      />
    </>
  );
}
