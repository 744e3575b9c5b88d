import { CircleQuestionMark } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { guideOf } from "@/lib/guides";
import { useUi } from "@/stores/ui";
import { IconButton } from "../Button";
import { Words } from "../Words";
import { BrandMark } from "./Brand";
import type { PageHandle } from "./nav";
import { ActionsSlot, BadgeSlot, useThingName } from "./slots";
import { LanguageSwitch, ThemeSwitch } from "./switches";

/** The bar above every page: where you are, language, theme, help. */
export function TopBar({ trail }: { trail: readonly (PageHandle & { path: string })[] }) {
  const help = trail.at(-1)?.help;
  return (
    <header className="sticky top-0 z-5 flex min-h-bar flex-wrap items-center gap-2 border-b border-line bg-page px-gutter">
      <span className="mr-1 rail:hidden">
        <BrandMark />
      </span>
      <Breadcrumb trail={trail} />
      <LanguageSwitch />
      <ThemeSwitch />
      {help && <HelpButton page={help} />}
      <ActionsSlot />
    </header>
  );
}

function Breadcrumb({ trail }: { trail: readonly (PageHandle & { path: string })[] }) {
  const { t } = useTranslation();
  const thing = useThingName();
  return (
    <nav aria-label={t("app.breadcrumb")} className="flex min-w-0 flex-1 items-center gap-2 basis-0">
      <ol className="flex min-w-0 items-center gap-1.5 whitespace-nowrap text-ink-3">
        {trail.map((page, index) => (
          <li
            key={page.path}
            className={`flex min-w-0 items-center gap-1.5 ${index < trail.length - 1 ? "max-sm:hidden" : ""}`}
          >
            {index > 0 && (
              <span aria-hidden className="max-sm:hidden">
                /
              </span>
            )}
            {index < trail.length - 1 ? (
              <Link to={page.path} className="rounded-xs hover:text-ink">
                {t(page.name)}
              </Link>
            ) : (
              <b aria-current="page" className="truncate font-semibold text-ink">
                {thing === null ? t(page.name) : <Words>{thing}</Words>}
              </b>
            )}
          </li>
        ))}
      </ol>
      <BadgeSlot />
    </nav>
  );
}

/** Brings the page's banner back; while it is open, leads on to the guide. */
function HelpButton({ page }: { page: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const closed = useUi((ui) => ui.help[page]) === "closed";
  const setHelp = useUi((ui) => ui.setHelp);
  const guide = guideOf(page);
  if (closed || !guide) {
    return <IconButton icon={CircleQuestionMark} label={t("app.help")} onClick={() => setHelp(page, "open")} />;
  }
  return (
    <IconButton icon={CircleQuestionMark} label={t("guide.read")} onClick={() => void navigate(`/docs/${guide}`)} />
  );
}
