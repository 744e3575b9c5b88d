import { CircleCheck, CircleX, Route } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "@/components/Button";
import { Coded } from "@/components/Coded";
import { Words } from "@/components/Words";
import { fixed } from "@/lib/format";
import { useAssertionText } from "../hooks/useAssertionText";
import { useNoteText } from "../hooks/useNoteText";
import { drawnPath, endedPath, type PanelProps, type Passed } from "../panel";
import type { Assertion, ScenarioRun, ScenarioTry } from "../types";
import { Bubble } from "./Bubble";

type ScenarioTriesProps = Pick<PanelProps, "canvas" | "highlight"> & {
  run: ScenarioRun;
  assertions: readonly Assertion[];
};

/** Each conversation of a run: what held, what did not and why, and its words. */
export function ScenarioTries({ run, ...rest }: ScenarioTriesProps) {
  return (
    <ol className="flex flex-col gap-3 pt-2">
      {run.results.map((result, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the tries of a finished run never move
        <Try key={index} number={index + 1} result={result} stale={run.stale} {...rest} />
      ))}
    </ol>
  );
}

type TryProps = Omit<ScenarioTriesProps, "run"> & { number: number; result: ScenarioTry; stale: boolean };

function Try({ number, result, stale, assertions, canvas, highlight }: TryProps) {
  const { t, i18n } = useTranslation();
  const textOf = useAssertionText(canvas);
  const told = useNoteText(canvas);
  const Icon = result.passed ? CircleCheck : CircleX;
  return (
    <li className="flex flex-col gap-2 rounded-md border border-line bg-page p-3">
      <div className="flex flex-wrap items-center gap-2">
        <Icon className={`size-4 ${result.passed ? "text-success" : "text-danger"}`} aria-hidden />
        <span className="font-medium">{t("flows.scenarios.try", { number })}</span>
        <span className="num text-xs text-ink-3">
          {t("flows.simulator.seconds", { value: fixed(result.seconds, i18n.language) })}
        </span>
        <span className="ml-auto">
          <Button small look="quiet" icon={Route} onClick={() => highlight(endedPath(drawnPath(walkOf(result))))}>
            {t("flows.scenarios.showPath")}
          </Button>
        </span>
      </div>
      {result.problem && (
        <Note note={told(result.problem_note, result.problem_values)} look="text-danger [overflow-wrap:anywhere]">
          {result.problem}
        </Note>
      )}
      <ul className="flex flex-col gap-1 text-xs">
        {result.assertions.map(({ assertion, held, message, note, values }) => {
          const wanted = assertions[assertion];
          return (
            <li key={assertion} className="flex gap-1.5">
              {held ? (
                <CircleCheck className="mt-0.5 size-3.5 text-success" aria-hidden />
              ) : (
                <CircleX className="mt-0.5 size-3.5 text-danger" aria-hidden />
              )}
              <span className="sr-only">{t(held ? "flows.scenarios.held" : "flows.scenarios.notHeld")}</span>
              <span className="min-w-0 [overflow-wrap:anywhere]">
                {/* A scenario that was changed since has other ones at these places. */}
                {wanted && !stale && <span className="block text-ink-2">{textOf(wanted)}</span>}
                {message && (
                  <Note note={told(note, values)} look={held ? "text-ink-3" : "text-danger"}>
                    {message}
                  </Note>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {result.call_id && (
        <Link to={`/calls/${result.call_id}`} className="self-start rounded-xs text-accent hover:underline">
          {t("flows.call.open")}
        </Link>
      )}
      {result.outcome && (
        <p className="text-xs text-ink-3">
          {t("flows.simulator.outcome")} <Coded list="outcome" code={result.outcome} />
        </p>
      )}
      <ol className="flex flex-col gap-1.5 rounded-md bg-sunken p-2.5">
        {result.talk.map(({ role, text }, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: what was said never moves
            key={index}
            className={`max-w-[90%] ${role === "agent" ? "self-start" : "self-end"}`}
          >
            <Bubble who={role} text={text} />
          </li>
        ))}
      </ol>
    </li>
  );
}

/** In our words, else in those of the server or a judge. */
function Note({ note, look, children }: { note: string | null; look: string; children: string }) {
  return note === null ? <Words className={look}>{children}</Words> : <span className={look}>{note}</span>;
}

/** Tries of earlier days kept no ways. */
function walkOf({ path, ways }: ScenarioTry): Passed[] {
  return path.map((node, at) => (ways ? { node, way: ways[at] ?? null } : { node }));
}
