import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { GUIDES } from "@/lib/guides";

/** The way from one guide to the next. */
export function GuideList() {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("guide.list")}>
      <ul className="flex flex-wrap gap-1 wide:flex-col">
        {GUIDES.map((name) => (
          <li key={name}>
            <NavLink
              to={`/docs/${name}`}
              className="flex min-h-8 items-center rounded-md px-2.5 text-ink-2 hover:bg-surface-2 hover:text-ink aria-[current=page]:bg-surface-3 aria-[current=page]:text-ink pointer-coarse:min-h-11"
            >
              {t(`guide.name.${name}`)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
