import type { ExampleAttempt } from './stages';
import type { ExampleMaterial, ExampleRun } from './simulate';
import { stagesOf } from './pipelines';

/** The story as a GoCD server would answer: a history for each pipeline, and a history for each of its stages. */
export function gocdReplies(runs: ExampleRun[]): Map<string, unknown> {
  const replies = new Map<string, unknown>();
  for (const pipeline of new Set(runs.map((run) => run.pipeline))) {
    const all = runs.filter((run) => run.pipeline === pipeline);
    const newestFirst = [...all].sort((a, b) => b.counter - a.counter);
    replies.set(`${pipeline}.history.json`, {
      pagination: { offset: 0, total: all.length, page_size: all.length },
      pipelines: newestFirst.map(pipelineInstance),
    });
    const stages = newestFirst.flatMap((run) =>
      [...run.attempts].reverse().map((attempt) => stageInstance(run, attempt)),
    );
    replies.set(`${pipeline}.stages.json`, {
      pagination: { offset: 0, total: stages.length, page_size: stages.length },
      stages,
    });
  }
  return replies;
}

function pipelineInstance(run: ExampleRun) {
  return {
    name: run.pipeline,
    counter: run.counter,
    natural_order: run.counter,
    label: String(run.counter),
    scheduled_date: run.scheduledAt,
    comment: null,
    build_cause: {
      trigger_message: triggerMessage(run),
      trigger_forced: run.trigger === 'person',
      approver: run.trigger === 'person' ? 'release-desk' : run.trigger === 'timer' ? 'timer' : '',
      material_revisions: run.materials.map((material) => materialRevision(material, run)),
    },
    stages: stagesOf(run.pipeline, run.scheduledAt).map((habit) => {
      const last = run.attempts.findLast((attempt) => attempt.stage === habit.name);
      if (!last)
        return { name: habit.name, counter: '1', scheduled: false, approval_type: approval(habit.manual), jobs: [] };
      return {
        name: habit.name,
        counter: String(last.counter),
        scheduled: true,
        result: last.result,
        approval_type: approval(habit.manual),
        approved_by: habit.manual ? 'release-desk' : 'changes',
        jobs: [{ name: last.job, state: 'Completed', result: last.result, scheduled_date: last.scheduledAt }],
      };
    }),
  };
}

function triggerMessage(run: ExampleRun): string {
  const [first] = run.materials;
  if (run.trigger === 'person') return 'Forced by release-desk';
  if (run.trigger === 'timer') return 'triggered by timer';
  if (first?.kind === 'pipeline') return `triggered by ${upstreamRevision(first)}`;
  return `modified by ${first?.commits[0]?.author ?? 'somebody'}`;
}

function upstreamRevision(material: Extract<ExampleMaterial, { kind: 'pipeline' }>): string {
  const { run, stage } = material;
  const counter = run.attempts.findLast((attempt) => attempt.stage === stage)?.counter ?? 1;
  return `${run.pipeline}/${String(run.counter)}/${stage}/${String(counter)}`;
}

function materialRevision(material: ExampleMaterial, run: ExampleRun) {
  if (material.kind === 'pipeline') {
    return {
      changed: material.changed,
      material: {
        type: 'Pipeline',
        description: material.run.pipeline,
        fingerprint: fingerprint(material.run.pipeline),
      },
      modifications: [
        {
          revision: upstreamRevision(material),
          modified_time: material.run.endedAt,
          user_name: 'Unknown',
          comment: 'Unknown',
          email_address: null,
        },
      ],
    };
  }
  const name = material.material.slice('git:'.length);
  return {
    changed: material.changed && run.trigger === 'changes',
    material: {
      type: 'Git',
      description: `URL: git://scm.example/${name}.git, Branch: ${material.branch}`,
      fingerprint: fingerprint(`${name}#${material.branch}`),
    },
    modifications: material.commits.map((commit) => ({
      revision: commit.revision,
      modified_time: commit.at,
      user_name: commit.author,
      comment: commit.message,
      email_address: null,
    })),
  };
}

function stageInstance(run: ExampleRun, attempt: ExampleAttempt) {
  return {
    pipeline_name: run.pipeline,
    pipeline_counter: run.counter,
    name: attempt.stage,
    counter: attempt.counter,
    result: attempt.result,
    rerun_of_counter: attempt.counter > 1 ? attempt.counter - 1 : null,
    approval_type: approval(attempt.manual),
    approved_by: attempt.manual ? 'release-desk' : 'changes',
    jobs: [
      {
        name: attempt.job,
        state: 'Completed',
        result: attempt.result,
        agent_uuid: attempt.agent,
        scheduled_date: attempt.scheduledAt,
        job_state_transitions: [
          { state: 'Scheduled', state_change_time: attempt.scheduledAt },
          { state: 'Assigned', state_change_time: attempt.assignedAt },
          { state: 'Building', state_change_time: attempt.buildingAt },
          { state: 'Completed', state_change_time: attempt.completedAt },
        ],
      },
    ],
  };
}

function approval(manual: boolean | undefined): string {
  return manual ? 'manual' : 'success';
}

/** Any stable 64 hex digits will do: the source tells materials apart by it. */
function fingerprint(text: string): string {
  let hash = 2166136261;
  let hex = '';
  for (let i = 0; hex.length < 64; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i % text.length) ^ i, 16777619) >>> 0;
    hex += hash.toString(16).padStart(8, '0');
  }
  return hex.slice(0, 64);
}
