import { bucketIndex, localDays, type Bucket } from '../time/buckets';
import type { CountedDeployment } from './countedDeployments';

/** Deployments by bucket: how many, and on how many local days. */
export interface BucketCounts {
  deployments: CountedDeployment[][];
  days: number[];
}

export function countByBucket(
  counted: readonly CountedDeployment[],
  buckets: readonly Bucket[],
  zone: string,
): BucketCounts {
  const deployments: CountedDeployment[][] = buckets.map(() => []);
  for (const one of counted) deployments[bucketIndex(buckets, one.deployment.at)]?.push(one);
  const first = counted[0]?.deployment.at ?? 0;
  const last = counted.at(-1)?.deployment.at ?? 0;
  const dayOf = localDays({ from: first, to: last + 1 }, zone);
  return { deployments, days: deployments.map((of) => new Set(of.map((one) => dayOf(one.deployment.at))).size) };
}
