import type { History, Instant, Run } from '../history/records';
import type { EnvironmentMap } from '../retro/environmentMap';
import type { BucketKind } from '../time/buckets';
import { isZone } from '../time/zone';
import { chooseGroup, type EnvironmentGroup } from './environments/environmentGroup';
import { knownEnvironments, type KnownEnvironment } from './environments/knownEnvironments';
import { runsOfTrack } from './environments/track';
import { findScope, type HealthScope } from './health/healthScope';

/** What `shiplapse metrics` may be asked. Absent or null: the default. */
export interface MetricsQuery {
  environment?: string | null;
  track?: string | null;
  /** `P` or `P/STAGE`. */
  pipeline?: string | null;
  bucket: BucketKind;
  /** IANA zone; the retro's by default. */
  zone?: string | null;
  since?: Instant | null;
  until?: Instant | null;
}

/** A question that cannot be answered, in a sentence. */
export interface Problem {
  problem: string;
}

export interface ResolvedQuery {
  zone: string;
  environments: KnownEnvironment[];
  group: EnvironmentGroup | null;
  runs: readonly Run[];
  scope: HealthScope;
}

export function resolveQuery(history: History, map: EnvironmentMap, query: MetricsQuery): ResolvedQuery | Problem {
  const zone = query.zone ?? (map.zone === '' ? 'UTC' : map.zone);
  if (!isZone(zone)) return { problem: `There is no time zone “${zone}”; name one such as Europe/Berlin.` };

  const environments = knownEnvironments(history.runs, map);
  const group = chooseGroup(environments, query.environment ?? null);
  if (!group && query.environment != null) {
    const names = [...new Set(environments.flatMap((one) => [one.group, one.name]))];
    return { problem: `There is no environment or group “${query.environment}”${known(names)}.` };
  }

  let { runs } = history;
  if (query.track != null) {
    const track = map.tracks.find((one) => one.name === query.track);
    if (!track) return { problem: `There is no track “${query.track}”${known(map.tracks.map((one) => one.name))}.` };
    runs = runsOfTrack(runs, track);
  }

  const scope = findScope(runs, query.pipeline ?? null);
  if (!scope) {
    const names = [...new Set(runs.map((run) => run.pipeline))];
    return { problem: `There is no pipeline or stage “${query.pipeline ?? ''}”${known(names)}.` };
  }
  return { zone, environments, group, runs, scope };
}

function known(names: readonly string[]): string {
  if (names.length === 0) return '; none is known';
  const shown = names.slice(0, 12).join(', ');
  return `; known ${names.length === 1 ? 'is' : 'are'} ${shown}${names.length > 12 ? ' and more' : ''}`;
}
