import { useTranslation } from "react-i18next";
import { Field } from "@/components/form/Field";
import { SecretInput } from "@/components/form/SecretInput";
import { Pair } from "@/components/form/Section";
import { Select } from "@/components/form/Select";
import { TagList } from "@/components/form/TagList";
import { TextInput } from "@/components/form/TextInput";
import { Segmented } from "@/components/Segmented";
import type { Wish } from "./wish";

type SetUpFieldsProps = {
  wish: Wish;
  problems: Readonly<Record<string, string | undefined>>;
  onChange: (part: Partial<Wish>) => void;
};

const TRANSPORTS = ["auto", "udp", "tcp", "tls"] as const;

/** Whose trunk it is, its numbers, and what the other side has to know. */
export function SetUpFields({ wish, problems, onChange }: SetUpFieldsProps) {
  const { t } = useTranslation();
  const say = (name: keyof Wish & string) => ({ label: words(name), hint: hints(name), error: problems[name] });
  const words = (name: keyof Wish) => t(`lineSetUp.field.${name}`);
  const hints = (name: keyof Wish) => t(`lineSetUp.hint.${name}`);
  const twilio = wish.by === "twilio";
  return (
    <div className="grid gap-4">
      <Field {...say("by")} group>
        {(aria) => (
          <Segmented
            {...aria}
            value={wish.by}
            onChange={(by) => onChange({ by })}
            options={[
              { value: "twilio", label: t("lineSetUp.twilio") },
              { value: "carrier", label: t("lineSetUp.carrier") },
            ]}
          />
        )}
      </Field>
      <Pair>
        <Field {...say("name")}>
          {(aria) => <TextInput {...aria} maxLength={60} value={wish.name} onChange={(name) => onChange({ name })} />}
        </Field>
        <Field {...say("numbers")}>
          {(aria) => (
            <TagList {...aria} maxLength={40} value={wish.numbers} onChange={(numbers) => onChange({ numbers })} />
          )}
        </Field>
      </Pair>
      {twilio ? (
        <Field {...say("sip_host")}>
          {(aria) => <TextInput {...aria} value={wish.sip_host} onChange={(sip_host) => onChange({ sip_host })} />}
        </Field>
      ) : (
        <CarrierFields wish={wish} say={say} onChange={onChange} />
      )}
    </div>
  );
}

type Say = (name: keyof Wish & string) => { label: string; hint: string; error: string | undefined };

function CarrierFields({ wish, say, onChange }: Pick<SetUpFieldsProps, "wish" | "onChange"> & { say: Say }) {
  const { t } = useTranslation();
  return (
    <>
      <Pair>
        <Field {...say("address")}>
          {(aria) => <TextInput {...aria} value={wish.address} onChange={(address) => onChange({ address })} />}
        </Field>
        <Field {...say("transport")}>
          {(aria) => (
            <Select
              {...aria}
              value={wish.transport}
              onChange={(transport) => onChange({ transport })}
              options={TRANSPORTS.map((value) => ({ value, label: t(`lineSetUp.transport.${value}`) }))}
            />
          )}
        </Field>
      </Pair>
      <Pair>
        <Field {...say("username")} optional>
          {(aria) => (
            <TextInput
              {...aria}
              maxLength={128}
              autoComplete="off"
              value={wish.username}
              onChange={(username) => onChange({ username })}
            />
          )}
        </Field>
        <Field {...say("password")} optional>
          {(aria) => (
            <SecretInput {...aria} mask={null} value={wish.password} onChange={(password) => onChange({ password })} />
          )}
        </Field>
      </Pair>
      <Field {...say("allowed_addresses")} optional>
        {(aria) => (
          <TagList
            {...aria}
            value={wish.allowed_addresses}
            onChange={(allowed_addresses) => onChange({ allowed_addresses })}
          />
        )}
      </Field>
    </>
  );
}
