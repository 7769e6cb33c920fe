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

export const targetMeasures = [
  'deployments',
  'leadTimeHours',
  'batchSize',
  'changeFailRate',
  'firstPassYield',
  'flaky',
  'redFraction',
] as const;

/** Where the team wants a measure to be, and by when. */
export interface Target {
  measure: (typeof targetMeasures)[number];
  /** In the measure's own unit: per week, hours, commits, or a share from 0 to 1. */
  value: number;
  by: Instant | null;
  environment: string | null;
  /** `PIPELINE` or `PIPELINE/STAGE` for a measure of pipeline health; absent or null: all pipelines. */
  pipeline?: string | null;
}

/** A pipeline as a source calls it; of any source where none is given. */
export interface StreamMember {
  source?: string;
  pipeline: string;
}

/** Pipelines that go on in one another: renamed, split, or moved to another server. They count as one of that name. */
export interface Stream {
  name: string;
  of: StreamMember[];
  /** True where people said that these are not one: nobody is asked again. */
  dismissed?: boolean;
}

export interface EnvironmentMap {
  /** IANA zone that decides days and weeks for everybody who looks at this retro. */
  zone: string;
  environments: Environment[];
  tracks: Track[];
  targets: Target[];
  streams?: Stream[];
}
