import { FailureError, type Failure } from '../../failure';
import type { Rejection } from '../source';
import type { Assembly } from './assembly';
import { parseCommit, parseComparison, type GithubCommit } from './commitReplies';
import { parseDeployment, parseGraphqlDeployment, parseStatus } from './deploymentReplies';
import { parseJob, parseReviewedJob, parseRun, parseWorkflow } from './replies';
import { fieldsOf, idOf, isFields, listOf, textOf, Unusable, type Fields } from './replyFields';
import { replyParts, type ReplyPart } from './replyKind';

/** One file with its text. */
export interface SavedReply {
  file: string;
  text: string;
}

/** What came of files beside what is in the assembly. */
export interface ReadReplies {
  rejected: Rejection[];
  failures: Failure[];
  /** Files that only give names to the runs of others. */
  namesOnly: string[];
  /** Files with a reply that speaks of runs, deployments or commits. */
  usable: number;
}

export function noReplies(): ReadReplies {
  return { rejected: [], failures: [], namesOnly: [], usable: 0 };
}

/** Adds one saved reply to what was read before. Never throws for what the file holds. */
export function readReply(reply: SavedReply, assembly: Assembly, into: ReadReplies): void {
  try {
    const parts = replyParts(parseJson(reply));
    const useful = parts.filter((part) => part.kind !== 'unusable');
    if (useful.length === 0) throw wrongKind(reply.file, parts[0]);
    for (const part of parts) readPart(part, reply, assembly, into);
    if (useful.every((part) => part.kind === 'workflow')) into.namesOnly.push(reply.file);
    else into.usable += 1;
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    into.failures.push(error.failure);
  }
}

function readPart(part: ReplyPart, reply: SavedReply, assembly: Assembly, into: ReadReplies): void {
  if (part.kind === 'unusable') {
    into.rejected.push({ where: `${reply.file}:1`, id: null, reason: `this part is ${part.what}; ${part.help}` });
  } else if (part.kind === 'comparison') readComparison(part.item, reply, assembly, into);
  else if (part.kind === 'event') readEvent(part.item, reply, assembly, into);
  else readItems(part, reply, assembly, into);
}

function readItems(
  { kind, items, whole, address }: Extract<ReplyPart, { items: unknown[] }>,
  reply: SavedReply,
  assembly: Assembly,
  into: ReadReplies,
): void {
  const add: Record<typeof kind, (item: unknown, where: string) => void> = {
    run: (item, where) => assembly.addRun(parseRun(item), where),
    job: (item, where) => assembly.addJob(parseJob(item), whole, where),
    deployment: (item, where) => assembly.addDeployment(parseDeployment(item), where),
    graphqlDeployment: (item, where) => assembly.addDeployment(parseGraphqlDeployment(item), where),
    status: (item, where) => assembly.addStatus(parseStatus(item, address), where),
    commit: (item) => assembly.addCommit(parseCommit(item)),
    workflow: (item) => {
      const workflow = parseWorkflow(item);
      if (workflow) assembly.addWorkflow(workflow);
    },
  };
  for (const item of items) guard(item, reply, into, (where) => add[kind](item, where));
}

function readComparison(item: Fields, reply: SavedReply, assembly: Assembly, into: ReadReplies): void {
  const commits: GithubCommit[] = [];
  for (const each of listOf(item.commits)) guard(each, reply, into, () => void commits.push(parseCommit(each)));
  assembly.addComparison(parseComparison(item, commits));
}

/** What a server sends by itself when something happened: the thing, its repository and who did it. */
function readEvent(item: Fields, reply: SavedReply, assembly: Assembly, into: ReadReplies): void {
  const { workflow, workflow_run, workflow_job, workflow_job_run, deployment, deployment_status } = item;
  const named = parseWorkflow(workflow);
  if (named) assembly.addWorkflow(named);
  if (isFields(workflow_run) && 'run_number' in workflow_run) {
    guard(workflow_run, reply, into, (where) => {
      const run = parseRun({ repository: item.repository, ...workflow_run });
      assembly.addRun(run, where);
      if (isFields(workflow_job_run)) assembly.addJob(parseReviewedJob(workflow_job_run, run), false, where);
    });
  }
  if (isFields(workflow_job))
    guard(workflow_job, reply, into, (where) => assembly.addJob(parseJob(workflow_job), false, where));
  if (isFields(deployment)) {
    guard(deployment, reply, into, (where) => {
      const runId = idOf(fieldsOf(workflow_run).id);
      assembly.addDeployment({ ...parseDeployment(deployment), runId }, where);
    });
  }
  if (isFields(deployment_status)) {
    const address = textOf(fieldsOf(deployment).statuses_url);
    guard(deployment_status, reply, into, (where) =>
      assembly.addStatus(parseStatus(deployment_status, address), where),
    );
  }
}

/** An item that cannot be used is set aside alone. */
function guard(item: unknown, { file, text }: SavedReply, into: ReadReplies, add: (where: string) => void): void {
  const where = `${file}:${lineOf(item, text)}`;
  try {
    add(where);
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    into.rejected.push({ where, id: error.id, reason: error.message });
  }
}

/** The line on which the id of an item stands; for messages only, so 1 where there is none. */
function lineOf(item: unknown, text: string): number {
  const id = idOf(fieldsOf(item).id);
  if (id === null) return 1;
  const at = text.search(new RegExp(`"id"\\s*:\\s*"?${id}\\b`));
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
}

function parseJson({ file, text }: SavedReply): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    const page = /^\uFEFF?\s*<(!doctype html|html)/i.test(text.slice(0, 500));
    throw page
      ? new FailureError(
          'sign_in_page',
          `${file} is a web page, perhaps a sign-in page: save the reply of the API instead.`,
        )
      : new FailureError(
          'unreadable',
          `${file} is no complete JSON, so nothing was read from it: save the reply again.`,
        );
  }
}

function wrongKind(file: string, part: ReplyPart | undefined): FailureError {
  const { what, help } =
    part?.kind === 'unusable'
      ? part
      : { what: 'empty', help: 'the reply of /repos/OWNER/REPO/actions/runs would help' };
  return new FailureError('wrong_kind', `${file} is ${what}, from which no runs can be read: ${help}.`);
}
