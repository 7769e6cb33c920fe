import type { FileSample, Recognition } from '../source';

const signs: { pattern: RegExp; what: string; confidence: number }[] = [
  { pattern: /"workflow_runs"\s*:/, what: 'GitHub workflow runs', confidence: 0.97 },
  { pattern: /"workflow_job"\s*:/, what: 'an event of GitHub Actions', confidence: 0.9 },
  { pattern: /"run_id"\s*:[\s\S]*"(head_sha|steps|runner_name)"|"run_url"\s*:/, what: 'GitHub jobs', confidence: 0.9 },
  {
    pattern: /"run_attempt"|"run_number"[\s\S]*"workflow_id"|"head_sha"[\s\S]*"run_number"/,
    what: 'GitHub workflow runs',
    confidence: 0.93,
  },
  { pattern: /"workflow_run"\s*:/, what: 'an event of GitHub Actions', confidence: 0.9 },
  { pattern: /"deployment_url"\s*:/, what: 'GitHub deployment statuses', confidence: 0.9 },
  {
    pattern: /"statuses_url"\s*:[\s\S]*"environment"|"environment"\s*:[\s\S]*"statuses_url"/,
    what: 'GitHub deployments',
    confidence: 0.9,
  },
  { pattern: /"(commitOid|CommitOid)"\s*:/, what: 'GitHub deployments', confidence: 0.9 },
  { pattern: /"base_commit"\s*:/, what: 'a GitHub comparison of two revisions', confidence: 0.8 },
  { pattern: /"workflows"\s*:\s*\[[\s\S]*"\.github\/workflows\//, what: 'GitHub workflows', confidence: 0.8 },
  { pattern: /"sha"\s*:[\s\S]*"commit"\s*:[\s\S]*"committer"\s*:/, what: 'GitHub commits', confidence: 0.7 },
];

/** A saved reply of GitHub by the words only GitHub uses; counts what is seen in the head. */
export function recogniseGithub({ head, isFolder, size }: FileSample): Recognition | null {
  if (isFolder || !/^\uFEFF?\s*[[{]/.test(head)) return null;
  const sign = signs.find(({ pattern }) => pattern.test(head));
  if (!sign) return null;
  return { kind: 'github', what: sign.what + detail(head, size), confidence: sign.confidence };
}

function detail(head: string, size: number): string {
  const runs = head.match(/"run_number"\s*:/g)?.length ?? 0;
  if (runs === 0) return '';
  const whole = Buffer.byteLength(head) >= size;
  return `, ${whole ? '' : 'at least '}${runs} ${runs === 1 ? 'run' : 'runs'}`;
}
