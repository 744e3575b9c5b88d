import { KeyRound, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { Field } from "@/components/form/Field";
import { SecretInput } from "@/components/form/SecretInput";
import { Section } from "@/components/form/Section";
import { TextInput } from "@/components/form/TextInput";
import { ErrorLine } from "@/components/Notice";
import type { Saving } from "@/hooks/useSaving";
import { useUnsavedPart } from "@/hooks/useUnsavedPart";
import { putSecret, removeSecret, type Secret, useSecrets } from "../api";
import { useSaving } from "../hooks/useSaving";
import { ListOf, Row } from "./ListOf";
import { type Removal, RemoveDialog } from "./RemoveDialog";

/** Keys that headers refer to: written here, never shown again. */
export function Secrets() {
  const { t } = useTranslation();
  const secrets = useSecrets();
  const [removal, setRemoval] = useState<Removal | null>(null);
  return (
    <Section title={t("tools.secret.title")} help={t("tools.secret.help")}>
      <ListOf loaded={secrets} empty={t("tools.secret.empty")}>
        {(secret) => (
          <SecretRow
            key={secret.name}
            secret={secret}
            onRemove={() => setRemoval({ name: secret.name, remove: () => removeSecret(secret.name) })}
          />
        )}
      </ListOf>
      <NewSecret known={secrets.data?.items.map(({ name }) => name) ?? []} />
      <RemoveDialog removal={removal} onClose={() => setRemoval(null)} />
    </Section>
  );
}

function SecretRow({ secret, onRemove }: { secret: Secret; onRemove: () => void }) {
  const { t } = useTranslation();
  const [value, setValue] = useState<string | null>(null);
  const saving = useSaving<Secret, "value">(["value"]);
  useUnsavedPart(Boolean(value));
  const { name } = secret;
  const save = async () => {
    if (value !== null && (await saving.save(name, () => putSecret(name, value)))) setValue(null);
  };
  const used = secret.used_by.join(", ");
  return (
    <>
      <Row
        name={name}
        about={used ? t("tools.secret.used", { names: used }) : t("tools.secret.unused")}
        actions={
          value === null && (
            <>
              <IconButton icon={KeyRound} label={t("tools.secret.replaceOf", { name })} onClick={() => setValue("")} />
              <IconButton icon={Trash2} label={t("tools.removeOf", { name })} onClick={onRemove} />
            </>
          )
        }
      />
      {value !== null && (
        <li className="grid gap-2 border-t-0! px-3 pb-2">
          <SecretInput
            aria-label={t("tools.secret.newValue", { name })}
            mask={null}
            value={value}
            onChange={setValue}
          />
          <div className="flex flex-wrap gap-2">
            <Button small onClick={() => setValue(null)}>
              {t("tools.secret.keep")}
            </Button>
            <Button small busy={saving.busy} disabled={saving.busy || value.trim() === ""} onClick={() => void save()}>
              {t("tools.secret.replace")}
            </Button>
          </div>
          <Problem saving={saving} />
        </li>
      )}
    </>
  );
}

/** `known`: the secrets that there are. */
function NewSecret({ known }: { known: readonly string[] }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const saving = useSaving<Secret, "value">(["value"]);
  const fits = /^[A-Za-z_]\w{0,59}$/.test(name.trim());
  useUnsavedPart(name !== "" || value !== "");
  const save = async () => {
    if (!(await saving.save(name.trim(), () => putSecret(name.trim(), value)))) return;
    setName("");
    setValue("");
  };
  const add = () => (known.includes(name.trim()) ? setAsking(true) : void save());
  return (
    <div className="grid min-w-0 justify-items-start gap-2">
      <div className="grid w-full min-w-0 items-start gap-4 sm:grid-cols-2">
        <Field
          label={t("tools.secret.name")}
          hint={t("tools.secret.nameHint")}
          error={name !== "" && !fits ? t("tools.secret.badName") : undefined}
        >
          {(aria) => <TextInput {...aria} autoComplete="off" value={name} onChange={setName} />}
        </Field>
        <Field label={t("tools.secret.value")} error={saving.problems.value}>
          {(aria) => <SecretInput {...aria} mask={null} value={value} onChange={setValue} />}
        </Field>
      </div>
      <Button small icon={Plus} busy={saving.busy} disabled={saving.busy || !fits || value.trim() === ""} onClick={add}>
        {t("tools.secret.add")}
      </Button>
      {saving.error !== null && <ErrorLine error={saving.error} />}
      <ConfirmDialog
        open={asking}
        title={t("tools.secret.replaceTitle", { name: name.trim() })}
        verb={t("tools.secret.replace")}
        danger
        onClose={() => setAsking(false)}
        onConfirm={save}
      >
        {t("tools.secret.replaceBody")}
      </ConfirmDialog>
    </div>
  );
}

function Problem({ saving }: { saving: Pick<Saving<Secret, "value">, "error" | "problems"> }) {
  if (saving.problems.value) return <p className="text-xs text-danger">{saving.problems.value}</p>;
  return saving.error !== null ? <ErrorLine error={saving.error} /> : null;
}
