import type { Instant } from '../history/records';

export const roles = ['production', 'snapshot', 'staging', 'dogfood', 'test', 'other'] as const;
export type Role = (typeof roles)[number];

/** All given fields must agree with a run (and, where `stage` or `job` is given, one of its stages). `*` is a wildcard. */
export interface Match {
  source?: string;
  pipeline?: string;
  stage?: string;
  job?: string;
  environment?: string;
  branch?: string;
}

/** One environment: the team's code name, a plain label, what it is for, and which runs or stages deploy to it. */
export interface Environment {
  /** Code name, as the team says it: "dumpling". Unique. */
  name: string;
  /** Plain words: "production". */
  label: string;
  role: Role;
  /** Environments that share a group form one environment group: a deployment reaches all of them. */
  group: string;
  /** Any one suffices. */
  match: Match[];
}

/** A product line with pipelines of its own: "SaaS", "installer". */
export interface Track {
  name: string;
  match: Match[];
}

/** Where the team wants a measure to be, and by when. */
export interface Target {
  measure:
    'deployments' | 'leadTimeHours' | 'batchSize' | 'changeFailRate' | 'firstPassYield' | 'flaky' | 'redFraction';
  /** In the measure's own unit: per week, hours, commits, or a share from 0 to 1. */
  value: number;
  by: Instant | null;
  environment: string | null;
  /** `PIPELINE` or `PIPELINE/STAGE` for a measure of pipeline health; absent or null: all pipelines. */
  pipeline?: string | null;
}

export interface EnvironmentMap {
  /** IANA zone that decides days and weeks for everybody who looks at this retro. */
  zone: string;
  environments: Environment[];
  tracks: Track[];
  targets: Target[];
}
