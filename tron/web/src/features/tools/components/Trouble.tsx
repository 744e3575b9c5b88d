import { useTranslation } from "react-i18next";
import { Words } from "@/components/Words";
import { useServerWords } from "@/hooks/useServerWords";

type TroubleProps = { code: string | null; message?: string | null; hint?: string | null };

/** What went wrong with a tool: the server's English in English, elsewhere its code in the page's language. */
export function Trouble({ code, message = null, hint = null }: TroubleProps) {
  const { i18n } = useTranslation();
  const told = useServerWords()("tool", code);
  if (told !== undefined && i18n.language !== "en") {
    return (
      <span className="block max-w-[75ch]">
        {told}
        {/* Which tools they are, and why, stands in the message alone. */}
        {code === "left_out" && message && <Words className="block">{message}</Words>}
      </span>
    );
  }
  return [message, hint].map(
    (words) =>
      words && (
        <span key={words} className="block max-w-[75ch]">
          <Words>{words}</Words>
        </span>
      ),
  );
}
