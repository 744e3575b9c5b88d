import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../Button";
import type { ControlProps } from "./FormField";
import { LINE } from "./look";

type SecretInputProps = ControlProps<string> & {
  /** What stands for the secret that the server keeps; null when it keeps none. */
  mask: string | null;
  /** Takes the stored one away with the next save; where it is absent that is not possible. */
  onRemove?: (() => void) | undefined;
  /** It is to be taken away. */
  removed?: boolean;
  /** The environment holds it: it can only be looked at. */
  locked?: boolean;
};

/** A secret. The stored one never comes to the page: its mask stays until a person replaces or removes it. */
export function SecretInput(props: SecretInputProps) {
  const { value, onChange, mask, onRemove, removed = false, locked = false, ...rest } = props;
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const remove = () => {
    setLeaving(true);
    onRemove?.();
  };
  if (mask !== null && value === mask) {
    return (
      <div className="flex gap-2">
        <input {...rest} className={LINE} value={mask} readOnly translate="no" />
        {!locked && <Button onClick={() => onChange("")}>{t("form.secret.replace")}</Button>}
        {!locked && onRemove && <Button onClick={remove}>{t("form.secret.remove")}</Button>}
      </div>
    );
  }
  if (mask !== null && (removed || (leaving && value === ""))) {
    const keep = () => {
      setLeaving(false);
      onChange(mask);
    };
    return (
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="min-w-0 flex-1 basis-44 text-warning">
          {t("form.secret.removed")}
        </p>
        <Button onClick={keep}>{t("form.secret.keep")}</Button>
      </div>
    );
  }
  return (
    <div className="flex min-w-0 flex-wrap gap-2">
      {/* Wide enough to see what was pasted: where the field is narrow the last button goes below. */}
      <div className="flex min-w-44 flex-1 gap-2">
        <input
          {...rest}
          type={shown ? "text" : "password"}
          autoComplete="off"
          data-1p-ignore
          className={`${LINE} font-mono`}
          value={value}
          disabled={locked || rest.disabled}
          onChange={(event) => onChange(event.target.value)}
        />
        <IconButton
          icon={shown ? EyeOff : Eye}
          label={shown ? t("form.secret.hide") : t("form.secret.show")}
          onClick={() => setShown(!shown)}
        />
      </div>
      {mask !== null && <Button onClick={() => onChange(mask)}>{t("form.secret.keep")}</Button>}
    </div>
  );
}
