import { Check, FlaskConical, ListChecks, Pencil, PenLine, Redo2, Undo2, Upload } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { Button, IconButton } from "@/components/Button";
import { TopActions, TopName } from "@/components/layout/slots";
import { Words } from "@/components/Words";
import { useCheck } from "../hooks/useCheck";
import type { Validation } from "../hooks/useValidation";
import type { Flow } from "../model/types";
import type { CanvasSlots } from "../panels";
import { useEditor, useEditorApi, useHistory } from "../store/context";
import type { Saved, Saver } from "../store/saver";
import { SaveNote } from "./SaveNote";

type EditorTopProps = {
  flow: Flow;
  saver: Saver;
  saved: Saved;
  validation: Validation;
  slots: CanvasSlots;
  onPublish: () => void;
};

/** The flow's name and state, and what can be done with it, in the top bar. */
export function EditorTop({ flow, saver, saved, validation, slots, onPublish }: EditorTopProps) {
  const { t } = useTranslation();
  const editor = useEditorApi();
  const changed = flow.draft_changed || saved.state !== "saved";
  return (
    <>
      <h1 className="sr-only">
        <Words>{saved.name}</Words>
      </h1>
      <TopName name={saved.name}>
        <IconButton
          icon={Pencil}
          label={t("canvas.top.rename")}
          onClick={() => editor.getState().set({ asked: { kind: "rename" } })}
        />
        <span className="flex items-center gap-2 max-sm:hidden">
          {changed && (
            <Badge tone="neutral" icon={PenLine}>
              {t("canvas.top.draft")}
            </Badge>
          )}
          {flow.version > 0 && (
            <Badge tone="success" icon={Check}>
              {t("canvas.top.live", { version: flow.version })}
            </Badge>
          )}
        </span>
        <SaveNote saved={saved} saver={saver} />
      </TopName>
      <TopActions>
        <UndoRedo />
        <PanelButtons slots={slots} />
        <ValidateButton validation={validation} />
        <Button icon={FlaskConical} onClick={() => editor.getState().set({ panel: slots.test })}>
          {t("canvas.top.test")}
        </Button>
        <Button look="primary" icon={Upload} onClick={onPublish}>
          {t("canvas.top.publish")}
        </Button>
      </TopActions>
    </>
  );
}

function UndoRedo() {
  const { t } = useTranslation();
  const editor = useEditorApi();
  const history = useHistory();
  return (
    <span className="flex">
      <IconButton
        icon={Undo2}
        label={t("canvas.top.undo")}
        aria-disabled={!history.undo}
        onClick={() => editor.getState().undo()}
      />
      <IconButton
        icon={Redo2}
        label={t("canvas.top.redo")}
        aria-disabled={!history.redo}
        onClick={() => editor.getState().redo()}
      />
    </span>
  );
}

/** Every panel but the one behind [Test]. */
export function PanelButtons({ slots }: { slots: CanvasSlots }) {
  const editor = useEditorApi();
  const open = useEditor((state) => state.panel);
  const readOnly = useEditor((state) => state.readOnly);
  return slots.panels
    .filter(({ id, readOnly: fits }) => id !== slots.test && (!readOnly || fits))
    .map(({ id, title, icon }) => (
      <IconButton
        key={id}
        icon={icon}
        label={title}
        aria-pressed={open === id}
        onClick={() => editor.getState().set({ panel: open === id ? null : id })}
      />
    ));
}

function ValidateButton({ validation }: { validation: Validation }) {
  const { t } = useTranslation();
  const errors = useEditor(({ findings }) => findings.filter(({ severity }) => severity === "error").length);
  const check = useCheck(validation);
  return (
    <Button icon={ListChecks} busy={validation.busy} onClick={check}>
      {t("canvas.top.validate")}
      {errors > 0 && (
        <span
          className="num rounded-sm border border-danger-line bg-danger-soft px-1.5 text-xs text-danger"
          title={t("canvas.problems.errors", { count: errors })}
        >
          {errors}
        </span>
      )}
    </Button>
  );
}
