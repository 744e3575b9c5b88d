import { MessageSquare, Pencil, Plus, Send, Star, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { Button, IconButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { Field } from "@/components/form/Field";
import { Select } from "@/components/form/Select";
import { Modal } from "@/components/Modal";
import { ListBody } from "@/components/table/ListBody";
import { Words } from "@/components/Words";
import { removeSender, type Sender, type SenderKind, type Template, useSenderKinds, useSenders } from "./api";
import { type Removal, RemoveDialog } from "./RemoveDialog";
import { SenderDialog } from "./SenderDialog";
import { TryDialog } from "./TryDialog";

type Open = { what: "choose" } | { what: "edit"; kind: SenderKind; sender: Sender | null } | null;

/** The accounts that send messages, by channel. */
export function SendersCard({ templates }: { templates: readonly Template[] }) {
  const { t } = useTranslation();
  const kinds = useSenderKinds().data?.items ?? [];
  const { data, error, isValidating, mutate } = useSenders();
  const [open, setOpen] = useState<Open>(null);
  const [tried, setTried] = useState<Sender | null>(null);
  const [removal, setRemoval] = useState<Removal | null>(null);
  /** Absent until the form of its kind is there. */
  const editing = (sender: Sender) => {
    const kind = kinds.find(({ name }) => name === sender.kind);
    return kind && (() => setOpen({ what: "edit", kind, sender }));
  };
  const add = (
    <Button small icon={Plus} disabled={kinds.length === 0} onClick={() => setOpen({ what: "choose" })}>
      {t("messages.addSender")}
    </Button>
  );
  return (
    <Card title={t("messages.senders")} actions={add}>
      <ListBody
        rows={data?.items}
        loading={{ error, busy: isValidating, retry: () => void mutate() }}
        errorTitle={t("messages.sendersError")}
        empty={
          <EmptyState icon={MessageSquare} title={t("messages.noSenders")}>
            {t("messages.noSendersHelp")}
          </EmptyState>
        }
        skeleton={{ rows: 1, rowClass: "h-row" }}
      >
        {(rows) => (
          <ul className="divide-y divide-line">
            {rows.map((sender) => (
              <SenderRow
                key={sender.id}
                sender={sender}
                onEdit={editing(sender)}
                onTry={() => setTried(sender)}
                onRemove={() =>
                  setRemoval({ what: "sender", name: sender.name, remove: () => removeSender(sender.id) })
                }
              />
            ))}
          </ul>
        )}
      </ListBody>
      {open?.what === "choose" && (
        <KindDialog
          kinds={kinds}
          onChoose={(kind) => setOpen({ what: "edit", kind, sender: null })}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.what === "edit" && <SenderDialog kind={open.kind} stored={open.sender} onClose={() => setOpen(null)} />}
      {tried && <TryDialog sender={tried} templates={templates} onClose={() => setTried(null)} />}
      <RemoveDialog removal={removal} onClose={() => setRemoval(null)} />
    </Card>
  );
}

type SenderRowProps = { sender: Sender; onEdit: (() => void) | undefined; onTry: () => void; onRemove: () => void };

function SenderRow({ sender, onEdit, onTry, onRemove }: SenderRowProps) {
  const { t } = useTranslation();
  const { name, channel, hook_url: url } = sender;
  return (
    <li className="flex min-w-0 flex-wrap items-start gap-x-3 gap-y-1 py-2 pr-1.5 pl-4">
      <div className="grid min-w-0 flex-1 basis-48 gap-1">
        <p className="flex min-w-0 flex-wrap items-center gap-2">
          <Words className="font-medium [overflow-wrap:anywhere]">{name}</Words>
          <Badge tone="neutral" icon={MessageSquare}>
            {t(`messages.channel.${channel}`)}
          </Badge>
          {sender.is_default && (
            <Badge tone="neutral" icon={Star}>
              {t("messages.default")}
            </Badge>
          )}
          {!sender.enabled && <span className="text-ink-2">{t("messages.off")}</span>}
        </p>
        <p className="text-xs text-ink-3">
          <KindName name={sender.kind} />
        </p>
        {url ? (
          <Words className="block font-mono text-xs text-ink-2 [overflow-wrap:anywhere]">{url}</Words>
        ) : (
          <p className="text-xs text-warning">{t("messages.noHook")}</p>
        )}
      </div>
      <div className="flex gap-1">
        <IconButton icon={Send} label={t("messages.test.open", { name })} onClick={onTry} />
        {onEdit && <IconButton icon={Pencil} label={t("messages.edit", { name })} onClick={onEdit} />}
        <IconButton icon={Trash2} label={t("messages.removeOf", { name })} onClick={onRemove} />
      </div>
    </li>
  );
}

const KINDS = ["twilio", "plivo", "exotel", "dlt_http", "whatsapp"] as const;

/** What a kind is called: ours, else its own name, which is data. */
function KindName({ name }: { name: string }) {
  const { t } = useTranslation();
  const known = KINDS.find((kind) => kind === name);
  return known ? t(`messages.kind.${known}`) : <Words>{name}</Words>;
}

type KindDialogProps = { kinds: readonly SenderKind[]; onChoose: (kind: SenderKind) => void; onClose: () => void };

/** Which kind of account it is, before its form is shown. */
function KindDialog({ kinds, onChoose, onClose }: KindDialogProps) {
  const { t } = useTranslation();
  const options = kinds.map(({ name, title }) => {
    const known = KINDS.find((kind) => kind === name);
    return known ? { value: name, label: t(`messages.kind.${known}`) } : { value: name, label: title, data: true };
  });
  const choose = (chosen: string) => {
    const kind = kinds.find(({ name }) => name === chosen);
    if (kind) onChoose(kind);
  };
  return (
    <Modal open title={t("messages.newSender")} onClose={onClose}>
      <Field label={t("messages.field.kind")}>
        {(aria) => <Select {...aria} value="" options={options} placeholder={t("messages.none")} onChange={choose} />}
      </Field>
    </Modal>
  );
}
