import { CircleCheck, CircleX, Plug } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { Pair } from "@/components/form/Section";
import { Select } from "@/components/form/Select";
import { Checkbox } from "@/components/form/Switch";
import { TextInput } from "@/components/form/TextInput";
import { Words } from "@/components/Words";
import type { Problems } from "@/hooks/useSaving";
import { type Offered, type Server, type ServerIn, type ServerTried, saveServer, tryServer } from "../api";
import { type ServerForm, serverFaults, serverForm, serverOf, TRANSPORTS } from "../forms";
import { type Kind, useEditing } from "../hooks/useEditing";
import { EditDialog } from "./EditDialog";
import { HeadersAndSwitch, TimeoutField } from "./SharedFields";
import { Trouble } from "./Trouble";

const FIELDS = ["name", "url", "transport", "headers", "allowed_tools", "timeout_seconds"] as const;

const SERVER: Kind<Server, ServerForm, ServerIn, (typeof FIELDS)[number]> = {
  fields: FIELDS,
  formOf: serverForm,
  formOfBody: (server, body) => serverForm({ ...server, ...body }),
  bodyOf: serverOf,
  faultsOf: serverFaults,
  store: saveServer,
};

/** Writes or changes one MCP server, asks it what it offers, and chooses what agents may be given. */
export function ServerDialog({ stored, onClose }: { stored: Server | null; onClose: () => void }) {
  const { t } = useTranslation();
  const editing = useEditing(stored, SERVER, onClose);
  const [tried, setTried] = useState<ServerTried | null>(null);
  const { base, form, change, body, problems, saving } = editing;
  const offered = tried?.state === "connected" ? tried.tools : (base?.tools ?? []);
  const tryIt = async () => {
    if (body) setTried((await saving.run(() => tryServer(body))) ?? null);
  };
  return (
    <EditDialog
      title={stored ? <Words>{stored.name}</Words> : t("tools.mcp.new")}
      editing={editing}
      label={(name) => t(`tools.field.${labelOf(name)}`)}
      onClose={onClose}
    >
      <ServerFields form={form} problems={problems} onChange={change} />
      <div className="grid justify-items-start gap-2">
        <Button icon={Plug} busy={saving.busy} disabled={saving.busy || body === null} onClick={() => void tryIt()}>
          {t("tools.mcp.test")}
        </Button>
        <div role="status">{tried && <Tried tried={tried} />}</div>
      </div>
      <AllowedField
        offered={offered}
        allowed={form.allowed_tools}
        onChange={(allowed_tools) => change({ allowed_tools })}
      />
    </EditDialog>
  );
}

function labelOf(name: keyof ServerIn) {
  if (name === "timeout_seconds") return "timeout";
  return name === "allowed_tools" ? "allowed" : name;
}

type ServerFieldsProps = {
  form: ServerForm;
  problems: Problems<(typeof FIELDS)[number]>;
  onChange: (part: Partial<ServerForm>) => void;
};

function ServerFields({ form, problems, onChange }: ServerFieldsProps) {
  const { t } = useTranslation();
  const example = `${form.name.trim() || "shop"}__order_status`;
  return (
    <>
      <Pair>
        <Field label={t("tools.field.name")} hint={t("tools.hint.server", { example })} error={problems.name}>
          {(aria) => <TextInput {...aria} maxLength={30} value={form.name} onChange={(name) => onChange({ name })} />}
        </Field>
        <TimeoutField form={form} error={problems.timeout_seconds} onChange={onChange} />
      </Pair>
      <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_12rem]">
        <Field label={t("tools.field.url")} error={problems.url}>
          {(aria) => <TextInput {...aria} type="url" value={form.url} onChange={(url) => onChange({ url })} />}
        </Field>
        <Field label={t("tools.field.transport")} error={problems.transport}>
          {(aria) => (
            <Select
              {...aria}
              value={form.transport}
              options={TRANSPORTS.map((way) => ({ value: way, label: t(`tools.mcp.transports.${way}`) }))}
              onChange={(transport) => onChange({ transport })}
            />
          )}
        </Field>
      </div>
      <HeadersAndSwitch form={form} error={problems.headers} onChange={onChange} />
    </>
  );
}

function Tried({ tried }: { tried: ServerTried }) {
  const { t } = useTranslation();
  const works = tried.state === "connected";
  const Icon = works ? CircleCheck : CircleX;
  return (
    <div className="flex gap-2">
      <Icon className={`mt-0.5 size-4 ${works ? "text-success" : "text-danger"}`} aria-hidden />
      <div className="min-w-0">
        <p className="font-medium">
          {works ? t("tools.mcp.connected") : t("tools.mcp.failed")}
          {works && <> · {t("tools.mcp.count", { count: tried.tools.length })}</>}
        </p>
        <p className="text-ink-2">
          <Trouble code={tried.code} message={tried.message} hint={tried.hint} />
        </p>
      </div>
    </div>
  );
}

type AllowedFieldProps = {
  offered: readonly Offered[];
  allowed: readonly string[] | null;
  onChange: (allowed: string[] | null) => void;
};

/** All that the server offers, or a choice of it. */
function AllowedField({ offered, allowed, onChange }: AllowedFieldProps) {
  const { t } = useTranslation();
  const names = offered.map(({ name }) => name);
  const tick = (name: string, on: boolean) => {
    const now = allowed ?? names;
    onChange(on ? [...now, name] : now.filter((one) => one !== name));
  };
  return (
    <Field group label={t("tools.field.allowed")} hint={names.length === 0 ? t("tools.mcp.none") : undefined}>
      {(aria) => (
        <fieldset aria-labelledby={aria["aria-labelledby"]} className="grid min-w-0 justify-items-start gap-1">
          <Checkbox
            label={t("tools.mcp.all")}
            value={allowed === null}
            onChange={(all) => onChange(all ? null : names)}
          />
          {allowed !== null &&
            offered.map(({ name, description }) => (
              <Checkbox
                key={name}
                value={allowed.includes(name)}
                onChange={(on) => tick(name, on)}
                label={
                  <span className="min-w-0">
                    <span translate="no" className="[overflow-wrap:anywhere]">
                      {name}
                    </span>{" "}
                    <Words className="text-xs text-ink-3">{description}</Words>
                  </span>
                }
              />
            ))}
        </fieldset>
      )}
    </Field>
  );
}
