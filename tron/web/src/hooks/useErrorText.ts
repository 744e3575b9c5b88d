import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/lib/errors";

type ErrorText = { text: string; hint: string | null; requestId: string | null; fromServer: boolean };

/** The sentence that tells a person of an error: the server's own words, else ours by its code. */
export function useErrorText(error: unknown): ErrorText {
  const { t } = useTranslation();
  return errorText(error, t);
}

/** The same for a toast: what happened and what to do, in one line. */
export function useErrorWords(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    const { text, hint } = errorText(error, t);
    return [text, hint].filter(Boolean).join(" ");
  };
}

function errorText(error: unknown, t: TFunction): ErrorText {
  if (!(error instanceof ApiError)) {
    return { text: t("error.malformed"), hint: null, requestId: null, fromServer: false };
  }
  const { message, hint, requestId, status } = error;
  if (message !== "") return { text: message, hint, requestId, fromServer: true };
  const known = ["unreachable", "timeout", "malformed"] as const;
  const code = known.find((name) => name === error.code);
  const text = code ? t(`error.${code}`) : t("error.unexpected", { status });
  return { text, hint: null, requestId, fromServer: false };
}
