import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { Coded } from "@/components/Coded";
import { Words } from "@/components/Words";
import type { Engine } from "../api";
import { ENGINE_LOOKS, ENGINE_NAMES } from "../words";

/** One engine: what it is for, which model it runs with, and what is wrong with it. */
export function EngineRow({ engine }: { engine: Engine }) {
  const { t } = useTranslation();
  const { tone, icon } = ENGINE_LOOKS[engine.state];
  const name = ENGINE_NAMES.find((known) => known === engine.name);
  return (
    <li className="border-t border-line px-4 py-2.5">
      <div className="flex items-center justify-between gap-3">
        <span className="min-w-0 [overflow-wrap:anywhere]">
          <span className="font-medium">{name ? t(`engines.name.${name}`) : <Words>{engine.title}</Words>}</span>
          {engine.model && (
            <>
              {" "}
              <Words className="text-xs text-ink-3">{engine.model}</Words>
            </>
          )}
        </span>
        <Badge tone={tone} icon={icon}>
          {t(`engines.state.${engine.state}`)}
        </Badge>
      </div>
      {engine.state === "failed" && engine.detail && (
        <Note>
          <Words>{engine.detail}</Words>
        </Note>
      )}
      {engine.state !== "ready" && engine.hint && (
        <Note>
          <Coded list="fix" code={engine.hint_code}>
            {engine.hint}
          </Coded>
        </Note>
      )}
      {engine.problem && (
        <Note>
          {engine.problem_code ? t(`engines.problem.${engine.problem_code}`) : <Words>{engine.problem}</Words>}
        </Note>
      )}
    </li>
  );
}

function Note({ children }: { children: ReactNode }) {
  return <p className="mt-0.5 max-w-[75ch] text-xs text-ink-2 [overflow-wrap:anywhere]">{children}</p>;
}
