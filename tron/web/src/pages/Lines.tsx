import { useTranslation } from "react-i18next";
import { InstructionBanner } from "@/components/InstructionBanner";
import { PageHeading } from "@/components/PageHeading";
import { LinesBody } from "@/features/phone/components/LinesBody";
import { MessagesSection } from "@/features/phone/messages/MessagesSection";

/** How calls reach phones, and which numbers people can call. */
export function Component() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeading title={t("phone.title")} />
      <InstructionBanner page="lines" text="phone.banner" />
      <LinesBody />
      <MessagesSection />
    </>
  );
}
