import { Send } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Coded } from "@/components/Coded";
import { Field } from "@/components/form/Field";
import { Select } from "@/components/form/Select";
import { TextArea, TextInput } from "@/components/form/TextInput";
import { Modal } from "@/components/Modal";
import { ErrorLine } from "@/components/Notice";
import { Words } from "@/components/Words";
import { useSaving } from "@/hooks/useSaving";
import { problemsAt } from "../problems";
import { type Message, type Sender, type Template, trySender } from "./api";
import { MessageState } from "./MessageState";

const FIELDS = ["to", "text", "template"] as const;
const PRACTICE = "+910000000001";

/** Sends one message by a sender: to a practice number nothing leaves this machine. */
export function TryDialog({
  sender,
  templates,
  onClose,
}: {
  sender: Sender;
  templates: readonly Template[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [to, setTo] = useState(PRACTICE);
  const [template, setTemplate] = useState("");
  const [text, setText] = useState("");
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [message, setMessage] = useState<Message | null>(null);
  const own = templates.filter(({ channel }) => channel === sender.channel);
  const chosen = own.find(({ name }) => name === template);
  const names = chosen?.variables ?? [];
  const fields = [...FIELDS, ...names.map((name) => `values.${name}`)];
  const saving = useSaving<never, string>(fields, {
    told: () => "",
    changed: () => undefined,
    problemsByField: problemsAt(fields),
  });
  const send = async () => {
    setMessage(null);
    const written = Object.fromEntries(names.map((name) => [name, values[name] ?? ""]));
    const sent = await saving.run(() => trySender(sender.id, { to, template, text, values: written }));
    setMessage(sent ?? null);
  };
  const actions = (
    <>
      <Button onClick={onClose}>{t("app.close")}</Button>
      <Button look="primary" icon={Send} busy={saving.busy} disabled={saving.busy} onClick={() => void send()}>
        {t("messages.test.send")}
      </Button>
    </>
  );
  const choices = [
    { value: "", label: t("messages.test.noTemplate") },
    ...own.map(({ name }) => ({ value: name, label: name, data: true })),
  ];
  return (
    <Modal open title={t("messages.test.title", { name: sender.name })} onClose={onClose} actions={actions}>
      <div className="grid gap-4">
        <Field label={t("messages.test.to")} hint={t("messages.test.toHint")} error={saving.problems["to"]}>
          {(aria) => <TextInput {...aria} type="tel" value={to} onChange={setTo} />}
        </Field>
        <Field label={t("messages.test.template")} error={saving.problems["template"]}>
          {(aria) => <Select {...aria} value={template} options={choices} onChange={setTemplate} />}
        </Field>
        {!chosen && (
          <Field label={t("messages.test.text")} error={saving.problems["text"]}>
            {(aria) => <TextArea {...aria} value={text} onChange={setText} />}
          </Field>
        )}
        {names.map((name) => (
          <Field key={name} label={t("messages.test.value", { name })} error={saving.problems[`values.${name}`]}>
            {(aria) => (
              <TextInput
                {...aria}
                value={values[name] ?? ""}
                onChange={(value) => setValues((now) => ({ ...now, [name]: value }))}
              />
            )}
          </Field>
        ))}
        {saving.error ? <ErrorLine error={saving.error} /> : null}
        {message && (
          <p role="status" className="flex flex-wrap items-center gap-2">
            <MessageState state={message.state} />
            {message.reason && <Coded list="message" code={message.reason} />}
          </p>
        )}
        {message?.error && <Words className="text-xs text-ink-3 [overflow-wrap:anywhere]">{message.error}</Words>}
      </div>
    </Modal>
  );
}
