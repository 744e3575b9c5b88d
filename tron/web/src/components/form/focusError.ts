/** Puts the focus on the first wrong field, once it is drawn and its fold is open. */
export function focusFirstError(form: HTMLElement | null): void {
  setTimeout(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), 50);
}
