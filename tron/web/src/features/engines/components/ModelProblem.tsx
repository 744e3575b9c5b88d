import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Words } from "@/components/Words";
import { fileSize } from "@/lib/format";
import type { Model } from "../api";
import { knownProblem } from "../words";

type ModelProblemProps = { model: Model; problem: NonNullable<Model["problem"]>; free: number };

/** Why a model did not come, or does not run, and what to do. */
export function ModelProblem({ model, problem, free }: ModelProblemProps) {
  const { t, i18n } = useTranslation();
  const code = knownProblem(problem.code);
  const sizes = {
    needs: fileSize(model.bytes - model.done_bytes, i18n.language),
    free: fileSize(free, i18n.language),
  };
  return (
    <p role="alert" className="mt-2 flex max-w-[75ch] gap-2 text-danger">
      <CircleAlert className="mt-0.5 size-4" aria-hidden />
      {code ? (
        <span>{t(`engines.problem.${code}`, sizes)}</span>
      ) : (
        <Words>{`${problem.message} ${problem.hint}`}</Words>
      )}
    </p>
  );
}
