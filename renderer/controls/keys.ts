/** True while somebody types: then letters are text, not commands. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  return (
    target instanceof HTMLElement &&
    target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]') !== null
  );
}

/** True inside a form: there arrows choose and letters are text, so that no key may do something else. */
export function isInForm(event: KeyboardEvent): boolean {
  return isTyping(event) || (event.target instanceof HTMLElement && event.target.closest('form') !== null);
}

/** True where Space and Enter already mean something: they press the button that has the focus. */
export function isOnControl(event: KeyboardEvent): boolean {
  const target = event.target;
  return (
    target instanceof HTMLElement && target.closest('button, a, input, select, textarea, summary, [role=menu]') !== null
  );
}

export function isSheetOpen(): boolean {
  return document.querySelector('dialog[open]') !== null;
}

/** The key as people name it: `mod` is Ctrl, or Command on a Mac. */
export function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  // Shifted signs are named by the sign: `?`, not Shift+ß.
  const shift = event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key)) ? 'shift+' : '';
  return `${mod}${shift}${key}`;
}
