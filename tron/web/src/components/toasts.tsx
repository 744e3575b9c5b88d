import { CircleCheck, CircleX, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Toaster, toast } from "sonner";
import { useErrorText } from "@/hooks/useErrorText";
import { Words } from "./Words";

/** Takes back what was just done. */
export type Undo = { label: string; run: () => void };

/** Tells a person how an action ended. Good news leaves after 5 s, errors stay until closed. */
export const notify = {
  done: (text: string, undo?: Undo) =>
    toast.success(text, {
      duration: undo ? 10_000 : 5000,
      ...(undo ? { action: { label: undo.label, onClick: undo.run } } : {}),
    }),
  /** `why` is said below by its own words. */
  failed: (text: string, why?: unknown) =>
    toast.error(text, {
      duration: Number.POSITIVE_INFINITY,
      ...(why === undefined ? {} : { description: <Reason error={why} /> }),
    }),
};

function Reason({ error }: { error: unknown }) {
  const { text, hint, fromServer } = useErrorText(error);
  const words = [text, hint].filter(Boolean).join(" ");
  return fromServer ? <Words>{words}</Words> : words;
}

const TOAST =
  "flex w-full items-start gap-2.5 rounded-lg border border-line-2 bg-surface-2 py-2.5 pr-9 pl-3.5 font-sans text-sm text-ink shadow-float";

export function Toasts() {
  const { t } = useTranslation();
  return (
    <Toaster
      position="bottom-right"
      mobileOffset={{ bottom: "5rem" }}
      closeButton
      containerAriaLabel={t("app.toasts")}
      icons={{
        success: <CircleCheck className="mt-0.5 size-4 text-success" aria-hidden />,
        error: <CircleX className="mt-0.5 size-4 text-danger" aria-hidden />,
        close: <X className="size-4" aria-hidden />,
      }}
      toastOptions={{
        unstyled: true,
        closeButtonAriaLabel: t("app.close"),
        classNames: {
          toast: TOAST,
          title: "font-medium",
          description: "text-ink-2",
          actionButton: "ml-auto flex-none rounded-md px-2 font-medium text-accent hover:bg-surface-3",
          closeButton:
            "absolute top-1.5 right-1.5 grid size-7 place-items-center rounded-md text-ink-2 hover:bg-surface-3",
        },
      }}
    />
  );
}
