import { MapPinOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonLook } from "@/components/Button";

export function Component() {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col items-center gap-3 px-4 py-16 text-center">
      <MapPinOff className="size-8 text-ink-3" aria-hidden />
      <h1 className="text-xl">{t("error.notFound.title")}</h1>
      <p className="max-w-[75ch] text-base text-ink-2">{t("error.notFound.body")}</p>
      <Link to="/" className={buttonLook("primary")}>
        {t("action.toDashboard")}
      </Link>
    </div>
  );
}
