import { Info, LoaderCircle, TriangleAlert } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSpecWords } from "@/canvas/hooks/useSpecWords";
import { Coded } from "@/components/Coded";
import { NodeTile } from "@/components/flow/NodeTile";
import { Words } from "@/components/Words";
import { scriptOf } from "@/lib/format";
import type { Ending, Line, Talk } from "../talk";

/** What both said so far, the newest in view. */
export function SimulatorTalk({ talk, changed }: { talk: Talk; changed: boolean }) {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  const { lines, state, ending, askedAt } = talk;
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new line has to come into view
  useEffect(() => {
    const well = end.current?.parentElement;
    if (well) well.scrollTop = well.scrollHeight;
  }, [lines.length, state]);
  return (
    <>
      {changed && <Bar warn>{t("builder.simulator.changed")}</Bar>}
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll what is longer than the well
        tabIndex={0}
        aria-label={t("builder.simulator.talk")}
        className="flex max-h-80 min-h-40 flex-col gap-3 overflow-y-auto border-t border-line bg-sunken px-4 py-3.5 -outline-offset-2"
      >
        <ol aria-live="polite" className="flex flex-col gap-3">
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added
            <Said key={index} line={line} />
          ))}
        </ol>
        {askedAt !== null && (
          <p className="flex items-center gap-1.5 text-xs text-ink-3">
            <LoaderCircle className="spin size-3" aria-hidden />
            {state === "connecting" ? t("builder.simulator.connecting") : t("builder.simulator.thinking")}
          </p>
        )}
        {state === "lost" && <p className="text-xs text-warning">{t("builder.simulator.lost")}</p>}
        {ending && <Over ending={ending} />}
        <div ref={end} />
      </section>
    </>
  );
}

function Bar({ warn = false, children }: { warn?: boolean; children: ReactNode }) {
  const Icon = warn ? TriangleAlert : Info;
  return (
    <p
      role="status"
      className={`flex gap-2 border-t border-line px-4 py-2 text-xs ${warn ? "text-warning" : "text-ink-3"}`}
    >
      <Icon className="mt-0.5 size-3.5" aria-hidden />
      {children}
    </p>
  );
}

function Said({ line }: { line: Line }) {
  const { t } = useTranslation();
  const say = useSpecWords();
  switch (line.who) {
    case "agent":
      return (
        <li className="max-w-[86%] self-start">
          <Bubble look="rounded-tl-xs bg-agent-soft" text={line.text} />
          {(line.node || line.seconds !== null) && (
            <span className="num mt-1 flex items-center gap-1.5 text-xs text-ink-3">
              {line.node && (
                <>
                  <NodeTile type={line.node.type} />
                  <Words>{say(line.node.label)}</Words>
                </>
              )}
              {line.seconds !== null && t("builder.simulator.seconds", { value: line.seconds.toFixed(2) })}
            </span>
          )}
        </li>
      );
    case "caller":
      return (
        <li className="max-w-[86%] self-end">
          <Bubble look="rounded-tr-xs bg-caller-soft" text={line.text} />
        </li>
      );
    case "silence":
      return <li className="self-end text-xs text-ink-3">{t("builder.simulator.silenceShown")}</li>;
    case "notRun":
      return <li className="text-xs text-warning">{t("builder.simulator.notRun", { tool: line.tool })}</li>;
    case "pressed":
      return <li className="text-xs text-ink-3">{t("builder.simulator.pressed", { keys: line.keys })}</li>;
    case "note":
      return (
        <li className={`text-xs ${line.code === "vendorFailed" ? "text-warning" : "text-ink-3"}`}>
          {t(`builder.simulator.${line.code}`)}
        </li>
      );
  }
}

function Bubble({ look, text }: { look: string; text: string }) {
  return (
    <p
      translate="no"
      lang={scriptOf(text)}
      className={`rounded-lg px-3 py-2 text-base leading-[1.65] whitespace-pre-line [overflow-wrap:anywhere] ${look}`}
    >
      {text}
    </p>
  );
}

const REASONS = ["agent_ended", "caller_hung_up", "max_duration", "no_input", "opted_out", "machine"] as const;

function Over({ ending }: { ending: Ending }) {
  const { t } = useTranslation();
  const reason = REASONS.find((known) => known === ending.reason) ?? "other";
  return (
    <div className="flex flex-col gap-1 border-t border-line pt-3 text-xs text-ink-2">
      <p>{t("builder.simulator.ended", { reason: t(`builder.simulator.reason.${reason}`) })}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
        <dt className="text-ink-3">{t("builder.simulator.outcome")}</dt>
        <dd>{ending.outcome ? <Coded list="outcome" code={ending.outcome} /> : t("builder.simulator.noOutcome")}</dd>
        {Object.entries(ending.extracted).map(([name, value]) => (
          <Extracted key={name} name={name} value={value} />
        ))}
      </dl>
    </div>
  );
}

function Extracted({ name, value }: { name: string; value: unknown }) {
  return (
    <>
      <dt className="text-ink-3">
        <Coded list="fact" code={name} />
      </dt>
      <dd className="[overflow-wrap:anywhere]">
        <Words>{typeof value === "string" ? value : JSON.stringify(value)}</Words>
      </dd>
    </>
  );
}
