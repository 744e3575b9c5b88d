import { ArrowDown, ArrowUp, ListPlus, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { Select } from "@/components/form/Select";
import { useLines } from "../hooks/useLines";
import { moved } from "../lines";
import { LineName } from "./LineName";

/** What the agent asks, in order: buttons move a line, and the focus goes with it. */
export function AgendaField() {
  const { t } = useTranslation();
  const { lines, change, errorAt, touch } = useLines();
  const [news, setNews] = useState("");
  const list = useRef<HTMLOListElement>(null);
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    list.current?.querySelector<HTMLElement>(wanted.current)?.focus();
    wanted.current = null;
  });
  const set = (next: string[]) => change({ ...lines, next });
  const drop = (place: number) => set(lines.next.filter((_, other) => other !== place));
  const move = (from: number, to: number) => {
    if (to < 0 || to >= lines.next.length) return;
    set(moved(lines.next, from, to));
    wanted.current = `[data-place="${to}"] [data-move="${to - from}"]`;
    setNews(t("lines.agenda.moved", { id: lines.next[from] ?? "", place: to + 1, count: lines.next.length }));
  };
  return (
    <Field
      label={t("lines.agenda.title")}
      hint={t("lines.agenda.hint")}
      error={lines.next.some((_, place) => errorAt(`next.${place}`)) ? undefined : errorAt("next")}
      group
    >
      {(aria) => (
        <div className="grid min-w-0 gap-2">
          {lines.next.length > 0 && (
            <ol
              ref={list}
              aria-labelledby={aria["aria-labelledby"]}
              className="min-w-0 divide-y divide-line rounded-md border border-line"
            >
              {lines.next.map((id, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; the focus is put where it belongs
                <AgendaRow key={place} id={id} place={place} move={move} remove={() => drop(place)} />
              ))}
            </ol>
          )}
          <AddToAgenda
            onAdd={(id) => {
              touch("next");
              set([...lines.next, id]);
              setNews(t("lines.agenda.added", { id, place: lines.next.length + 1 }));
            }}
          />
          <p role="status" className="sr-only" translate="no">
            {news}
          </p>
        </div>
      )}
    </Field>
  );
}

type AgendaRowProps = { id: string; place: number; move: (from: number, to: number) => void; remove: () => void };

function AgendaRow({ id, place, move, remove }: AgendaRowProps) {
  const { t } = useTranslation();
  const { lines, errorAt } = useLines();
  const error = errorAt(`next.${place}`);
  const last = place === lines.next.length - 1;
  return (
    <li data-place={place} className="px-2 py-1">
      <div className="flex items-center gap-1">
        <span className="num w-6 flex-none text-right text-xs text-ink-3">{place + 1}</span>
        <span className="flex min-w-0 flex-1 pl-2">
          <LineName id={id} line={lines.lines.find((line) => line.id === id)} />
        </span>
        <IconButton
          icon={ArrowUp}
          label={t("lines.agenda.up", { id })}
          data-move={-1}
          aria-disabled={place === 0}
          translate="no"
          onClick={() => move(place, place - 1)}
        />
        <IconButton
          icon={ArrowDown}
          label={t("lines.agenda.down", { id })}
          data-move={1}
          aria-disabled={last}
          translate="no"
          onClick={() => move(place, place + 1)}
        />
        <IconButton icon={X} label={t("lines.agenda.remove", { id })} translate="no" onClick={remove} />
      </div>
      {error && <p className="pl-8 text-xs text-danger">{error}</p>}
    </li>
  );
}

function AddToAgenda({ onAdd }: { onAdd: (id: string) => void }) {
  const { t } = useTranslation();
  const { lines } = useLines();
  const [chosen, setChosen] = useState("");
  const left = lines.lines.filter(({ id }) => id !== "" && !lines.next.includes(id));
  const id = left.some((line) => line.id === chosen) ? chosen : "";
  if (left.length === 0) return null;
  return (
    <Field label={t("lines.agenda.choose")} bare>
      {(aria) => (
        <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-2">
          <Select
            {...aria}
            value={id}
            placeholder={t("lines.agenda.choose")}
            options={left.map((line) => ({ value: line.id, label: line.id, data: true }))}
            onChange={setChosen}
          />
          <Button icon={ListPlus} disabled={id === ""} onClick={() => onAdd(id)}>
            {t("lines.agenda.add")}
          </Button>
        </div>
      )}
    </Field>
  );
}
