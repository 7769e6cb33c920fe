import type { Instant } from '../../history/records';
import type { Deployment } from '../deployments/deploymentChain';
import type { DeploymentAttempt } from '../environments/attempts';
import type { Arrivals, Subject } from './arrivals';

export type Fate = 'passed' | 'stopped' | 'retried' | 'wentOn' | 'late';

/** What became of one revision (or of one run, where nothing says its revision) at one gate. */
export interface RevisionFate {
  subject: Subject;
  /** Conclusive attempts there, by time. */
  attempts: DeploymentAttempt[];
  /** Its first attempt's, or, where one failed, the first failure's. */
  at: Instant;
  fate: Fate;
  /** Of a stopped one: the deployment that brought its commits within a later revision. */
  fixedBy: Deployment | null;
}

/** The revisions tried at one gate, by time. `attempts` are those there. */
export function revisionFates(attempts: readonly DeploymentAttempt[], arrivals: Arrivals): RevisionFate[] {
  const bySubject = new Map<string, { subject: Subject; attempts: DeploymentAttempt[] }>();
  for (const attempt of attempts) {
    if (attempt.outcome !== 'passed' && attempt.outcome !== 'failed') continue;
    for (const subject of arrivals.subjectsOf(attempt.run)) {
      const known = bySubject.get(subject.key);
      if (known) known.attempts.push(attempt);
      else bySubject.set(subject.key, { subject, attempts: [attempt] });
    }
  }
  return [...bySubject.values()]
    .map((one) => fateOf(one.subject, [...one.attempts].sort(byTime), arrivals))
    .sort(byTime);
}

function fateOf(subject: Subject, attempts: DeploymentAttempt[], arrivals: Arrivals): RevisionFate {
  const failed = attempts.find((one) => one.outcome === 'failed');
  const passed = attempts.find((one) => one.outcome === 'passed');
  const at = (failed ?? attempts[0])?.at ?? 0;
  const told = (fate: Fate, fixedBy: Deployment | null = null) => ({ subject, attempts, at, fate, fixedBy });
  if (!failed) return told('passed');
  if (passed) return told(passed.at < failed.at ? 'passed' : 'retried');
  const starts = arrivals.startsOf(subject);
  const carrier = arrivals.containing(subject);
  if (starts.some((start) => start < at) || (carrier && carrier.at < at)) return told('late');
  return starts.length > 0 ? told('wentOn') : told('stopped', carrier);
}

function byTime(a: { at: Instant }, b: { at: Instant }): number {
  return a.at - b.at;
}
