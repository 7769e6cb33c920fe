import type { Instant, Run, Stage } from '../../history/records';

/** One stage (or a whole run without stages) on the way to a production deployment, as it was that time. */
export interface PathStep {
  /** `PIPELINE/STAGE`; the pipeline alone where its runs have no stages. */
  key: string;
  pipeline: string;
  run: Run;
  /** The attempt that counted; null for a whole run. */
  stage: Stage | null;
  /** It is the one that deploys to production. */
  isProduction: boolean;
  /** Whether a person had to start it; null where nothing says. */
  manual: boolean | null;
  jobs: string[];
}

/** How one production deployment came about. */
export interface Signature {
  run: Run;
  /** The material it is about; null where the deployment names none. */
  product: string | null;
  /** Start of the deployment's run. */
  at: Instant;
  /** Branch by material: null where the material is there but nothing says the branch. Empty where nothing is known. */
  branches: ReadonlyMap<string, string | null>;
  /** Environments the same revision had passed before production started. */
  gates: ReadonlySet<string>;
  /** In the order they ended; the one that deploys to production last. */
  steps: PathStep[];
  /** Every run that led to it is there, so that what was not seen was not there. */
  isComplete: boolean;
}
