import { useTranslation } from "react-i18next";
import { ApiError } from "@/lib/errors";

type ErrorText = { text: string; hint: string | null; requestId: string | null; fromServer: boolean };

/** The sentence that tells a person of an error: the server's own words, else ours by its code. */
export function useErrorText(error: unknown): ErrorText {
  const { t } = useTranslation();
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
