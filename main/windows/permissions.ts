/** What a page of ours may ask the system for: to write to the clipboard, and the full screen. */
const allowed = new Set(['clipboard-sanitized-write', 'fullscreen']);

/** Everything else is denied, whatever it is called and whenever it was invented. */
export function isAllowedPermission(permission: string): boolean {
  return allowed.has(permission);
}
