import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/Button";
import { useEditorApi } from "../store/context";

/** Lets go of what is selected, and so closes the inspector. */
export function CloseButton() {
  const { t } = useTranslation();
  const editor = useEditorApi();
  return <IconButton icon={X} label={t("canvas.inspector.close")} onClick={() => editor.getState().select([])} />;
}
