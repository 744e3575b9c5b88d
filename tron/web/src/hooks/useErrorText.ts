import type { i18n as I18n, TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/lib/errors";
import type { Texts } from "@/lib/i18n";

type ErrorText = { text: string; hint: string | null; requestId: string | null; fromServer: boolean };

/**
 * The sentence that tells a person of an error: the server's own words, else ours by its code. `retried`: what failed
 * is asked for again by itself, as lists are and saves are not.
 */
export function useErrorText(error: unknown, { retried = false } = {}): ErrorText {
  const { t, i18n } = useTranslation();
  return errorText(error, t, i18n, retried);
}

/** The same for a toast: what happened and what to do, in one line. */
export function useErrorWords(): (error: unknown) => string {
  const { t, i18n } = useTranslation();
  return (error) => {
    const { text, hint } = errorText(error, t, i18n);
    return [text, hint].filter(Boolean).join(" ");
  };
}

type VendorCode = keyof Texts["health"]["vendor"]["fix"];

/** Vendors' troubles are told by their codes, where the server's English is not the page's language. */
function vendorText({ status, code, requestId }: ApiError, t: TFunction, i18n: I18n): ErrorText | null {
  if (status !== 424 || i18n.language === "en") return null;
  if (!i18n.exists(`health.vendor.fix.${code}`) || !i18n.exists(`server.failed.${code}`)) return null;
  const text = t("error.vendor", { what: t(`server.failed.${code as VendorCode}`) });
  return { text, hint: t(`health.vendor.fix.${code as VendorCode}`), requestId, fromServer: false };
}

function errorText(error: unknown, t: TFunction, i18n: I18n, retried = false): ErrorText {
  if (!(error instanceof ApiError)) {
    return { text: t("error.malformed"), hint: null, requestId: null, fromServer: false };
  }
  const vendor = vendorText(error, t, i18n);
  if (vendor) return vendor;
  const { message, hint, requestId, status } = error;
  if (message !== "") return { text: message, hint, requestId, fromServer: true };
  const known = ["unreachable", "timeout", "malformed"] as const;
  const code = known.find((name) => name === error.code);
  const asked = code === "unreachable" && !retried ? "notReached" : code;
  const text = asked ? t(`error.${asked}`) : t("error.unexpected", { status });
  return { text, hint: null, requestId, fromServer: false };
}
