import type { BranchList } from '../../main/domain/analysis/map/branchList';
import type { DeploymentStream } from '../../main/domain/analysis/map/deploymentStream';

const share = (passed: number, total: number) => ({ value: passed / total, passed, total });

/** One deployment's way, with every kind of wait and a missing start. */
export function sampleStream(run: string): DeploymentStream {
  const step = { wait: 'trigger' as const, waitHours: 0.1, queueHours: 0.05, firstPassYield: share(90, 100) };
  return {
    stream: {
      ...{ run, environment: 'dumpling', leadTimeHours: 30.6, processHours: 1.9, queueHours: 0.6 },
      commit: { material: 'git:mingle', revision: '71b160f1', committedAt: Date.UTC(2014, 4, 30) },
      ...{ triggerWaitHours: 4.1, gateWaitHours: 24, flowEfficiency: 0.062, rolledFirstPassYield: 0.7695 },
      path: [
        { ...step, run: 'saas-build/9', pipeline: 'saas-build', stage: 'unit', runHours: 0.4, waitHours: 4 },
        { ...step, run: 'deploy-baklava/9', pipeline: 'deploy-baklava', stage: 'deploy', runHours: 1, queueHours: 0.5 },
        { ...step, run, pipeline: 'deploy-dumpling', stage: 'deploy', wait: 'gate', runHours: 0.5, waitHours: 24 },
      ],
    },
    missing: ['saas-fetch/9'],
  };
}

const days = 86_400_000;
const branch = { material: 'git:mingle', head: '71b160f1', ahead: 12, behind: 40 };

export const sampleBranches: BranchList = {
  open: 1,
  merged: 2,
  rows: [
    { ...branch, name: 'saas', ageDays: 412.5, mergedAt: null, lifetimeDays: null },
    { ...branch, name: 'toggle-cleanup', ahead: 0, ageDays: null, mergedAt: 16_000 * days, lifetimeDays: 3.2 },
    { ...branch, name: 'hotfix', ahead: 0, ageDays: null, mergedAt: 15_990 * days, lifetimeDays: 0.2 },
  ],
};
