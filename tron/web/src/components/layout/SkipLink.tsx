import { useTranslation } from "react-i18next";
import { useHref, useLocation } from "react-router";

/** Jumps over the navigation. A bare "#main" would leave the page, because the document has a base address. */
export function SkipLink() {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const here = useHref(pathname + search);
  return (
    <a
      href={`${here}#main`}
      className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-20 focus:rounded-md focus:bg-surface-3 focus:px-3 focus:py-2"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById("main")?.focus();
      }}
    >
      {t("app.skip")}
    </a>
  );
}
