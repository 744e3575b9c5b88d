import { CircleAlert, CircleCheck, CircleX, Send } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { Fold } from "@/components/form/Fold";
import { TextArea } from "@/components/form/TextInput";
import type { Saving } from "@/hooks/useSaving";
import { number } from "@/lib/format";
import { type ToolIn, type ToolTried, tryTool } from "../api";
import { exampleOf, readObject } from "../parameters";
import { Trouble } from "./Trouble";

type TryToolProps = {
  /** The tool as it is written now; null while it cannot be read. */
  body: ToolIn | null;
  schema: Record<string, unknown> | null;
  saving: Pick<Saving<unknown>, "busy" | "run">;
};

/** Sends the request as a call would, saved or not, and shows what a model would read. */
export function TryTool({ body, schema, saving }: TryToolProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [written, setWritten] = useState<string | null>(null);
  const [tried, setTried] = useState<ToolTried | null>(null);
  const text = written ?? exampleOf(schema ?? {});
  const values = readObject(text);
  const send = async () => {
    if (!body || !values) return;
    setTried((await saving.run(() => tryTool(body, values))) ?? null);
  };
  return (
    <Fold title={t("tools.try.title")} open={open} onToggle={setOpen}>
      <div className="mt-2 grid min-w-0 justify-items-start gap-3">
        <div className="w-full min-w-0">
          <Field label={t("tools.try.arguments")} error={values ? undefined : t("tools.parameter.badJson")}>
            {(aria) => <TextArea {...aria} mono rows={3} spellCheck={false} value={text} onChange={setWritten} />}
          </Field>
        </div>
        <Button icon={Send} busy={saving.busy} disabled={saving.busy || !body || !values} onClick={() => void send()}>
          {t("tools.try.button")}
        </Button>
        <div role="status" className="w-full min-w-0">
          {tried && <Tried tried={tried} />}
        </div>
      </div>
    </Fold>
  );
}

function Tried({ tried }: { tried: ToolTried }) {
  const { t, i18n } = useTranslation();
  const { ok, status, code } = tried;
  const look = ok ? LOOKS.worked : code === null ? LOOKS.refused : LOOKS.failed;
  const word = ok ? "worked" : code === null ? "refused" : "failed";
  return (
    <div className="grid min-w-0 gap-2 rounded-md border border-line bg-page p-3">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        <look.icon className={`size-4 ${look.tone}`} aria-hidden />
        {t(`tools.try.${word}`, { status })}
        <span className="num font-normal text-ink-3">
          {t("tools.try.took", { seconds: number(tried.seconds, i18n.language) })}
        </span>
      </p>
      {tried.url && (
        <p className="text-xs text-ink-3 [overflow-wrap:anywhere]">
          {t("tools.try.url")}: <span translate="no">{tried.url}</span>
        </p>
      )}
      <p className="text-xs text-ink-3">{t("tools.try.reads")}</p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard
        tabIndex={0}
        translate="no"
        className="max-h-48 overflow-auto font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {tried.text}
      </pre>
      {code !== null && (
        <p className="text-ink-2">
          <Trouble code={code} hint={tried.hint} />
        </p>
      )}
    </div>
  );
}

const LOOKS = {
  worked: { icon: CircleCheck, tone: "text-success" },
  refused: { icon: CircleAlert, tone: "text-warning" },
  failed: { icon: CircleX, tone: "text-danger" },
} as const;
