/** What a schema found wrong, for people: the first problem, with the path of the field. */
export function problemOf(
  issues: readonly { message: string; path?: readonly { key?: unknown }[] | undefined }[],
): string {
  const [issue] = issues;
  if (!issue) return 'it could not be read';
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${String(key)}]` : `.${String(key)}`));
  const field = path.join('').replace(/^\./, '');
  const message = issue.message.endsWith(' but received undefined') ? 'is missing' : issue.message;
  return field === '' ? message : `${field}: ${message}`;
}
