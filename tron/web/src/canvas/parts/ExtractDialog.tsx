import { Workflow } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { TextInput } from "@/components/form/TextInput";
import { Modal } from "@/components/Modal";
import { ErrorLine } from "@/components/Notice";
import { notify } from "@/components/toasts";
import { createSubflow, publishSubflow } from "../api";
import { type Extraction, extract } from "../model/extract";
import { wholeGroup } from "../model/groups";
import type { Graph } from "../model/types";
import { show } from "../store/actions";
import { useEditorApi } from "../store/context";

/** Takes the selected nodes out into a flow of their own, and puts a subflow node in their place. */
export function ExtractDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const editor = useEditorApi();
  const [found] = useState(() => {
    const { graph, selected, specs } = editor.getState();
    return extract(graph, selected, specs);
  });
  if (typeof found !== "string") return <NameIt found={found} onClose={onClose} />;
  return (
    <Modal
      open
      title={t("canvas.extract.title")}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t("app.close")}</Button>}
    >
      <p>{t(`canvas.extract.problem.${found}`)}</p>
    </Modal>
  );
}

function NameIt({ found, onClose }: { found: Extraction; onClose: () => void }) {
  const { t } = useTranslation();
  const editor = useEditorApi();
  const [name, setName] = useState(() => wholeGroup(editor.getState().graph, editor.getState().selected)?.label ?? "");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const take = async () => {
    setBusy(true);
    setError(null);
    try {
      const flow = await createSubflow(name.trim(), found.inner);
      // Before the node that calls it is drawn: a flow without a version is an error there.
      const published = await publishSubflow(flow);
      const { edit } = editor.getState();
      edit(() => named(found, flow.id));
      show(editor, found.node.id);
      notify.done(t(published ? "canvas.extract.published" : "canvas.extract.done", { name: flow.name }));
      onClose();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const actions = (
    <>
      <Button onClick={onClose}>{t("action.cancel")}</Button>
      <Button
        look="primary"
        icon={Workflow}
        busy={busy}
        disabled={busy || name.trim() === ""}
        onClick={() => void take()}
      >
        {t("canvas.extract.verb")}
      </Button>
    </>
  );
  return (
    <Modal open title={t("canvas.extract.title")} onClose={onClose} actions={actions}>
      <p className="mb-3">{t("canvas.extract.body", { count: found.inner.nodes.length })}</p>
      <Field label={t("canvas.extract.name")}>
        {(aria) => <TextInput {...aria} value={name} maxLength={100} onChange={setName} />}
      </Field>
      {error !== null && <ErrorLine error={error} />}
    </Modal>
  );
}

/** The subflow node with the flow that it calls. */
function named({ graph, node }: Extraction, flow_id: string): Graph {
  return {
    ...graph,
    nodes: graph.nodes.map((one) => (one.id === node.id ? { ...one, data: { ...one.data, flow_id } } : one)),
  };
}
