import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { Words } from "@/components/Words";
import { phone } from "@/lib/format";
import { type CallDetail, useTrunkName } from "../api";
import { Pair } from "./DataCards";

/** How the call went over its phone line: who picked up, by which trunk and number, what the carrier sent. */
export function PhoneCard({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  const { answered_by: who, our_number: number, vendor_call_id: id } = call;
  const headers = Object.entries(call.sip_headers);
  if (!who && !call.trunk_id && !number && !id && headers.length === 0) return null;
  return (
    <Card title={t("call.phone.title")}>
      <dl className="px-4 pb-3">
        {who && <Pair label={t("call.phone.answeredBy")}>{t(`call.who.${who}`)}</Pair>}
        {call.trunk_id && (
          <Pair label={t("call.phone.trunk")}>
            <TrunkName id={call.trunk_id} />
          </Pair>
        )}
        {number && (
          <Pair label={t("call.phone.ourNumber")}>
            <span className="num">{phone(number)}</span>
          </Pair>
        )}
        {id && (
          <Pair label={t("call.phone.vendorId")}>
            <Words className="font-mono text-xs">{id}</Words>
          </Pair>
        )}
        {headers.length > 0 && (
          <Pair label={t("call.phone.headers")}>
            {headers.map(([name, value]) => (
              <Words key={name} className="block font-mono text-xs">{`${name}: ${value}`}</Words>
            ))}
          </Pair>
        )}
      </dl>
    </Card>
  );
}

function TrunkName({ id }: { id: string }) {
  const { t } = useTranslation();
  const trunk = useTrunkName(id);
  if (!trunk) return <span className="text-ink-3">–</span>;
  return trunk.name === null ? t("call.phone.trunkGone") : <Words>{trunk.name}</Words>;
}
