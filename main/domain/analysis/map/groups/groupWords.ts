/** "40 pipelines": what stands under the name of a group. */
export function groupWords({ kind, group }: { kind: string; group?: { size: number } | undefined }): string {
  const size = group?.size ?? 0;
  return `${String(size)} ${kind}${size === 1 ? '' : 's'}`;
}
