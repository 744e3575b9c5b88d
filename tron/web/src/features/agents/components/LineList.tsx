import { ChevronRight, CircleAlert, Copy, Plus, Trash2 } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { TextInput } from "@/components/form/TextInput";
import { Menu } from "@/components/Menu";
import { type LinesContext, useLines } from "../hooks/useLines";
import { added, freeId, type Line } from "../lines";
import { LineFields } from "./LineFields";
import { LineName } from "./LineName";

type LineListProps = { open: number | null; onOpen: (index: number | null) => void; onRemove: (index: number) => void };

/** From so many lines on there is a search. */
const MANY = 8;

/** Every line; one at a time is open for changes. */
export function LineList({ open, onOpen, onRemove }: LineListProps) {
  const { t } = useTranslation();
  const scope = useLines();
  const { lines, errorAt } = scope;
  const [words, setWords] = useState("");
  const title = useId();
  const { add, duplicate } = useNewLines(scope, onOpen);
  const shown = lines.lines.map((line, index) => ({ line, index })).filter(({ line }) => hasWords(line, words));
  const trouble =
    lines.lines.length > 0 && !lines.lines.some((_, index) => errorAt(`lines.${index}`)) && errorAt("lines");
  return (
    <section aria-labelledby={title} className="grid min-w-0 gap-2">
      <h3 id={title} className="text-sm">
        {t("lines.list.title")} <span className="num font-normal text-ink-3">{lines.lines.length}</span>
      </h3>
      {lines.lines.length >= MANY && (
        <TextInput
          type="search"
          value={words}
          onChange={setWords}
          placeholder={t("lines.list.search")}
          aria-label={t("lines.list.search")}
        />
      )}
      {trouble && <p className="text-xs text-danger">{trouble}</p>}
      {shown.length > 0 && (
        <ul aria-labelledby={title} className="min-w-0 divide-y divide-line rounded-md border border-line">
          {shown.map(({ line, index }) => (
            <LineRow
              key={`${scope.epoch}-${index}`}
              line={line}
              index={index}
              open={open === index}
              onOpen={() => onOpen(open === index ? null : index)}
              onDuplicate={() => duplicate(index)}
              onRemove={() => onRemove(index)}
            />
          ))}
        </ul>
      )}
      {shown.length === 0 && (
        <p className="text-xs text-ink-3">{t(words === "" ? "lines.list.empty" : "lines.list.noneFit")}</p>
      )}
      <span className="flex">
        <Button
          icon={Plus}
          onClick={() => {
            setWords("");
            add();
          }}
        >
          {t("lines.list.add")}
        </Button>
      </span>
    </section>
  );
}

/** Adding opens the new line and puts the focus into it. */
function useNewLines({ lines, restructure }: LinesContext, onOpen: (index: number) => void) {
  const add = () => {
    onOpen(lines.lines.length);
    restructure(added(lines, lines.lines.length - 1));
  };
  const duplicate = (index: number) => {
    const line = lines.lines[index];
    if (!line) return;
    onOpen(index + 1);
    restructure(added(lines, index, { ...line, id: freeId(lines, line.id) }));
  };
  return { add, duplicate };
}

type LineRowProps = {
  line: Line;
  index: number;
  open: boolean;
  onOpen: () => void;
  onDuplicate: () => void;
  onRemove: () => void;
};

function LineRow({ line, index, open, onOpen, onDuplicate, onRemove }: LineRowProps) {
  const { t } = useTranslation();
  const { faultsIn } = useLines();
  const faults = faultsIn(`lines.${index}`);
  const body = useId();
  const name = line.id || t("lines.list.unnamed");
  const entries = [
    { label: t("lines.list.duplicate"), icon: Copy, onSelect: onDuplicate },
    { label: t("lines.list.remove"), icon: Trash2, danger: true, onSelect: onRemove },
  ];
  return (
    <li className="min-w-0">
      <div className="flex items-center gap-1 pr-1">
        <button
          type="button"
          data-line={index}
          aria-expanded={open}
          aria-controls={open ? body : undefined}
          className="flex min-h-row min-w-0 flex-1 items-center gap-2 rounded-md py-1 pl-2 text-left -outline-offset-2 hover:bg-surface-2"
          onClick={onOpen}
        >
          <ChevronRight className={`size-3.5 text-ink-3 ${open ? "rotate-90" : ""}`} aria-hidden />
          <LineName id={line.id} line={line} label={`${body}-name`} />
          {faults > 0 ? (
            <Badge tone="danger" icon={CircleAlert}>
              {t("lines.faults", { count: faults })}
            </Badge>
          ) : (
            <Signs line={line} />
          )}
        </button>
        <Menu label={t("lines.list.more", { id: name })} entries={entries} />
      </div>
      {open && (
        <fieldset id={body} aria-labelledby={`${body}-name`} className="min-w-0">
          <LineFields index={index} />
        </fieldset>
      )}
    </li>
  );
}

/** What makes the line said, in a word or two. */
function Signs({ line }: { line: Line }) {
  const { t } = useTranslation();
  const { lines } = useLines();
  const place = lines.next.indexOf(line.id);
  return (
    <span className="num flex-none pr-1 text-right text-xs text-ink-3 max-sm:hidden">
      {place >= 0 && <span className="block">{t("lines.sign.agenda", { place: place + 1 })}</span>}
      {line.when.length > 0 && <span className="block">{t("lines.sign.keywords", { count: line.when.length })}</span>}
    </span>
  );
}

function hasWords(line: Line, words: string): boolean {
  const wanted = words.trim().toLowerCase();
  return [line.id, ...line.say, ...line.when].some((text) => text.toLowerCase().includes(wanted));
}

/** Puts the focus on a line's first field once it is drawn, when lines were added. */
export function useFocusOnLine(epoch: number, open: number | null) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef(epoch);
  useEffect(() => {
    if (drawn.current === epoch) return;
    drawn.current = epoch;
    const row = open === null ? null : box.current?.querySelector<HTMLElement>(`[data-line="${open}"]`);
    row?.closest("li")?.querySelector<HTMLElement>("fieldset input")?.focus();
  }, [epoch, open]);
  return box;
}
