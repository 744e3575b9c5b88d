import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { PageHeading } from "@/components/PageHeading";
import { GuideCard } from "@/features/guides/components/GuideCard";
import { GuideList } from "@/features/guides/components/GuideList";
import { GUIDES } from "@/lib/guides";
import { Component as NotFound } from "./NotFound";

/** How the pages work: the guides that come along with Tron. */
export function Component() {
  const { t } = useTranslation();
  const { name } = useParams();
  const guide = GUIDES.find((known) => known === name);
  if (!guide) return <NotFound />;
  return (
    <>
      <PageHeading title={t(`guide.name.${guide}`)} meta={t("guide.meta")} />
      <div className="grid items-start gap-4 wide:grid-cols-[minmax(0,1fr)_12rem]">
        <GuideCard name={guide} />
        <GuideList />
      </div>
    </>
  );
}
