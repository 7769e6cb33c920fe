import type { Instant } from '../domain/history/records';
import { minuteMs } from './calendar';
import type { Random } from './random';

/** How one stage behaves at one time of the story. */
export interface StageHabit {
  name: string;
  job: string;
  agent: string;
  medianMinutes: number;
  manual?: boolean;
  /** Fails because of what it was given: a rerun fails again. */
  fails: number;
  /** Fails for no reason of the change: a rerun mostly passes. */
  flakes: number;
  /** How often somebody reruns a failed attempt. */
  reruns: number;
}

export interface ExampleAttempt {
  stage: string;
  counter: number;
  job: string;
  agent: string;
  manual: boolean;
  result: 'Passed' | 'Failed' | 'Cancelled';
  scheduledAt: Instant;
  assignedAt: Instant;
  buildingAt: Instant;
  completedAt: Instant;
}

/** Runs the stages one after the other until one stays failed. */
export function runStages(habits: StageHabit[], at: Instant, random: Random) {
  const attempts: ExampleAttempt[] = [];
  let now = at;
  for (const habit of habits) {
    if (habit.manual) now += random.duration(35 * minuteMs, 0.7);
    const made = attemptStage(habit, now, random);
    attempts.push(...made);
    const last = made.at(-1);
    now = last?.completedAt ?? now;
    if (last?.result !== 'Passed') return { attempts, passed: false, endedAt: now };
    now += Math.round(random.between(5, 40) * 1000);
  }
  return { attempts, passed: true, endedAt: now };
}

function attemptStage(habit: StageHabit, at: Instant, random: Random): ExampleAttempt[] {
  const really = random.chance(habit.fails);
  const attempts: ExampleAttempt[] = [];
  let scheduledAt = at;
  for (let counter = 1; counter <= 3; counter += 1) {
    const flaked = random.chance(counter === 1 ? habit.flakes : habit.flakes * 0.6);
    const cancelled = counter === 1 && random.chance(0.004);
    const result = cancelled ? 'Cancelled' : really || flaked ? 'Failed' : 'Passed';
    const attempt = timedAttempt(habit, counter, result, scheduledAt, random);
    attempts.push(attempt);
    if (result === 'Passed' || !random.chance(really ? habit.reruns * 0.35 : habit.reruns)) return attempts;
    scheduledAt = attempt.completedAt + random.duration(11 * minuteMs, 0.8);
  }
  return attempts;
}

function timedAttempt(
  habit: StageHabit,
  counter: number,
  result: ExampleAttempt['result'],
  scheduledAt: Instant,
  random: Random,
): ExampleAttempt {
  const assignedAt = Math.round(scheduledAt + random.duration(22_000, 0.9));
  const buildingAt = assignedAt + Math.round(random.between(2_000, 9_000));
  const share = result === 'Passed' ? 1 : random.between(0.25, 1);
  const completedAt = buildingAt + Math.round(random.duration(habit.medianMinutes * minuteMs) * share);
  const { name: stage, job, agent } = habit;
  const manual = habit.manual ?? false;
  return {
    stage,
    counter,
    job,
    agent,
    manual,
    result,
    scheduledAt: Math.round(scheduledAt),
    assignedAt,
    buildingAt,
    completedAt,
  };
}
