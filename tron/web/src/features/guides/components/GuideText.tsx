import type { MouseEvent } from "react";
import { useNavigate } from "react-router";
import type { Guide } from "../api";

const PROSE =
  "max-w-[75ch] px-4 pb-6 text-base text-ink-2 sm:px-5 [&_a]:text-accent [&_a]:underline [&_code]:rounded-xs [&_code]:bg-surface-3 [&_code]:px-1 " +
  "[&_code]:font-mono [&_code]:text-xs [&_h2]:mt-6 [&_h2]:mb-2 [&_h2]:text-lg [&_h2]:text-ink [&_h3]:mt-4 [&_h3]:mb-1 [&_h3]:text-ink " +
  "[&_li]:my-1 [&_ol]:my-2 [&_ol]:list-decimal [&_ol]:pl-5 [&_p]:my-2 [&_strong]:font-semibold [&_strong]:text-ink [&_table]:my-3 [&_table]:w-full " +
  "[&_td]:border-t [&_td]:border-line [&_td]:py-1.5 [&_td]:pr-4 [&_td]:align-top [&_th]:pr-4 [&_th]:pb-1 [&_th]:text-left [&_th]:text-xs [&_th]:text-ink-3 " +
  "[&_ul]:my-2 [&_ul]:list-disc [&_ul]:pl-5";

/** A guide's text. Links to other guides stay in the app. */
export function GuideText({ guide }: { guide: Guide }) {
  const navigate = useNavigate();
  const follow = (event: MouseEvent<HTMLElement>) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const target = link?.getAttribute("href");
    if (!target?.startsWith("docs/") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void navigate(`/${target}`);
  };
  return (
    // biome-ignore lint/a11y: a click on a link inside comes by here, from the keyboard too
    <article
      lang={guide.language}
      translate="no"
      className={PROSE}
      onClick={follow}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: the server renders its own files, and no HTML inside them
      dangerouslySetInnerHTML={{ __html: guide.html }}
    />
  );
}
