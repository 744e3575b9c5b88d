import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { Modal } from "@/components/Modal";
import { Segmented } from "@/components/Segmented";
import { Words } from "@/components/Words";
import type { Code, Softphone } from "./api";

/** The account to read with an app's camera, and to type. */
export function SoftphoneDialog({ account, onClose }: { account: Softphone; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      open
      title={t("softphone.title")}
      onClose={onClose}
      wide
      actions={<Button onClick={onClose}>{t("softphone.close")}</Button>}
    >
      <p className="max-w-[75ch]">{t("softphone.intro")}</p>
      <div className="mt-4 grid items-start gap-6 sm:grid-cols-[auto_minmax(0,1fr)]">
        <Codes codes={account.codes} />
        <Fields account={account} />
      </div>
    </Modal>
  );
}

function Codes({ codes }: { codes: readonly Code[] }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState(codes[0]?.kind);
  const code = codes.find((one) => one.kind === kind);
  if (!kind || !code) return null;
  return (
    <div className="grid justify-items-start gap-2">
      <Segmented
        aria-label={t("softphone.app")}
        value={kind}
        onChange={setKind}
        options={codes.map((one) => ({ value: one.kind, label: t(`softphone.code.${one.kind}.name`) }))}
      />
      <img
        className="size-60 max-w-full rounded-md"
        src={code.svg}
        alt={t("softphone.alt", { app: t(`softphone.code.${kind}.name`) })}
      />
      <p className="max-w-60 text-xs text-ink-3">{t(`softphone.code.${kind}.help`)}</p>
    </div>
  );
}

function Fields({ account }: { account: Softphone }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const server = `${account.host.includes(":") ? `[${account.host}]` : account.host}:${account.port}`;
  return (
    <div className="grid min-w-0 gap-3">
      <h3 className="text-base text-ink">{t("softphone.typed")}</h3>
      <dl className="grid min-w-0 gap-2.5">
        <Fact name={t("softphone.field.server")}>{server}</Fact>
        <Fact name={t("softphone.field.user")}>{account.user}</Fact>
        <Fact
          name={t("softphone.field.password")}
          aside={
            <IconButton
              icon={shown ? EyeOff : Eye}
              label={t(shown ? "softphone.hide" : "softphone.show")}
              onClick={() => setShown(!shown)}
            />
          }
        >
          {shown ? account.password : "••••••••"}
        </Fact>
        <Fact name={t("softphone.field.transport")}>{account.transport.toUpperCase()}</Fact>
      </dl>
      <p className="max-w-[75ch]">{t("softphone.next")}</p>
    </div>
  );
}

type FactProps = { name: string; aside?: React.ReactNode; children: string };

function Fact({ name, aside, children }: FactProps) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="flex min-h-6 items-center gap-2">
        <Words className="font-mono text-ink select-all [overflow-wrap:anywhere]">{children}</Words>
        {aside}
      </dd>
    </div>
  );
}
