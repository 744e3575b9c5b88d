import { RotateCw, ServerCrash } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";

/** Stands where a page broke, or could not be fetched because Tron was updated meanwhile. */
export function RouteError() {
  const { t } = useTranslation();
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-4 py-16 text-center">
      <ServerCrash className="size-8 text-danger" aria-hidden />
      <h1 className="text-xl">{t("error.page.title")}</h1>
      <p className="max-w-[75ch] text-base text-ink-2">{t("error.page.body")}</p>
      <Button look="primary" icon={RotateCw} onClick={() => window.location.reload()}>
        {t("action.reload")}
      </Button>
    </div>
  );
}
