import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Words } from "@/components/Words";
import type { State } from "../api";
import { useStateWords } from "../hooks/useWords";

/** Why a line or trunk is as it is, and the settings that are not set, each with the way there. */
export function Missing({ state }: { state: State }) {
  const { t } = useTranslation();
  const told = useStateWords()(state);
  const settings = state.missing.filter((name) => name.includes("."));
  return (
    <>
      {told === null ? (
        <Words className="block max-w-[75ch]">{state.detail}</Words>
      ) : (
        <span className="block max-w-[75ch]">{told}</span>
      )}
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
