import type { ParseKeys } from "i18next";
import { Info, X } from "lucide-react";
import { Trans, useTranslation } from "react-i18next";
import { Link } from "react-router";
import { guideOf } from "@/lib/guides";
import { useUi } from "@/stores/ui";
import { IconButton } from "./Button";

type InstructionBannerProps = {
  page: string;
  text: Extract<ParseKeys, `${string}.banner`>;
};

/** Two sentences about the page. Closed per person, opened again by the "?" in the top bar. */
export function InstructionBanner({ page, text }: InstructionBannerProps) {
  const { t } = useTranslation();
  const help = useUi((ui) => ui.help[page]);
  const setHelp = useUi((ui) => ui.setHelp);
  const guide = guideOf(page);
  if (help === "closed") return null;
  return (
    <div className="flex items-center gap-2.5 rounded-md border border-line border-l-2 border-l-accent bg-surface-1 py-1 pr-2 pl-3.5 text-ink-2">
      <Info className="size-4 text-accent" aria-hidden />
      {/* 75 digits of Inter: in ch, the line would break elsewhere until the font is there, and move the page. */}
      <p className="max-w-[38.625rem] min-w-0 py-1">
        <Trans i18nKey={text} components={{ b: <b className="font-medium text-ink" /> }} />
        {guide && (
          <>
            {" "}
            <Link
              to={`/docs/${guide}`}
              className="rounded-xs font-medium whitespace-nowrap text-accent hover:underline"
            >
              {t("guide.more")}
            </Link>
          </>
        )}
      </p>
      <span className="ml-auto">
        <IconButton icon={X} label={t("app.close")} onClick={() => setHelp(page, "closed")} />
      </span>
    </div>
  );
}
