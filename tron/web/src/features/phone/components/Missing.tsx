import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Words } from "@/components/Words";
import type { State } from "../api";

/** Why a line or trunk is as it is, and the settings that are not set, each with the way there. */
export function Missing({ state }: { state: State }) {
  const { t } = useTranslation();
  const settings = state.missing.filter((name) => name.includes("."));
  return (
    <>
      {state.detail && <Words className="block max-w-[75ch]">{state.detail}</Words>}
      {settings.length > 0 && (
        <span className="flex flex-wrap items-center gap-x-2">
          {t("phone.notSet")}
          {settings.map((key) => (
            <Link
              key={key}
              to={`/settings#${key}`}
              translate="no"
              className="inline-flex min-h-6 items-center rounded-xs font-medium text-accent hover:underline"
            >
              {key}
            </Link>
          ))}
        </span>
      )}
    </>
  );
}
