import { useTranslation } from "react-i18next";
import { Coded } from "@/components/Coded";
import { Words } from "@/components/Words";
import { date, phone, time } from "@/lib/format";
import type { Call } from "../api";
import { CallStatus } from "./CallStatus";

/** Who it was, how it stands, when. */
export function CallHeading({ call }: { call: Call }) {
  const { t, i18n } = useTranslation();
  const name = useCallName(call);
  const at = new Date(call.started_at ?? call.created_at);
  return (
    <div className="flex min-w-0 items-center gap-3.5">
      <Initials name={call.contact_name} />
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <h1 className="text-xl [overflow-wrap:anywhere]">
            <Words>{name}</Words>
          </h1>
          <CallStatus status={call.status} />
          {call.outcome && (
            <span className="inline-flex min-h-5 items-center rounded-sm bg-surface-3 px-1.5 text-xs text-ink-2">
              <Coded list="outcome" code={call.outcome} />
            </span>
          )}
        </div>
        <p className="num flex flex-wrap gap-x-1.5 text-ink-2">
          {call.contact_name && call.phone_number && (
            <>
              <span>{phone(call.phone_number)}</span>
              <Dot />
            </>
          )}
          <span>{t(`calls.direction.${call.direction}`)}</span>
          <Dot />
          <time dateTime={at.toISOString()}>
            {date(at, i18n.language)}, {time(at, i18n.language, true)}
          </time>
        </p>
      </div>
    </div>
  );
}

/** The contact's name, else the number, else that there is none. */
export function useCallName(call: Call): string {
  const { t } = useTranslation();
  return call.contact_name ?? (call.phone_number ? phone(call.phone_number) : t("calls.noNumber"));
}

function Dot() {
  return <span aria-hidden>·</span>;
}

function Initials({ name }: { name: string | null }) {
  if (!name) return null;
  const letters = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => new Intl.Segmenter().segment(word)[Symbol.iterator]().next().value?.segment ?? "")
    .join("");
  return (
    <span
      translate="no"
      aria-hidden
      className="grid size-10 flex-none place-items-center rounded-full bg-caller-soft font-semibold text-caller max-sm:hidden"
    >
      {letters}
    </span>
  );
}
