import i18next from "i18next";
import { useTranslation } from "react-i18next";
import type { Setting } from "../api";

export type SettingText = { title: string; help: string; fromServer: boolean };

/** A setting's title and help: the catalogue's, else, for one that the catalogue does not know yet, the server's. */
export function useSettingText(): (item: Setting) => SettingText {
  const { t } = useTranslation();
  return (item) => {
    const path = `settings.field.${item.key}`;
    if (!i18next.exists(`${path}.title`)) return { title: item.title, help: item.help, fromServer: true };
    const say = (part: string) => t(`${path}.${part}` as "settings.title");
    return { title: say("title"), help: say("help"), fromServer: false };
  };
}
