import type { EvolutionEdge, EvolutionNode } from '../../main/domain/analysis/facts';
import type { Instant } from '../../main/domain/history/records';
import { groupWords } from '../../main/domain/analysis/map/groups/groupWords';
import { backWords, unprovenWords } from '../../main/domain/analysis/map/knownBy';
import { presenceAt, recentFailedShare, recentSum, recentWeeks } from './presence';

export const gateWords = 'gate before production';

/** A node in words, for those who hear the map. */
export function describeNode(node: EvolutionNode, week: number, at: Instant): string {
  const runs = recentSum(node.runs, week);
  const parts = [node.label && node.label !== node.name ? `${node.name}, ${node.label}` : node.name];
  if (node.isGate) parts.push(gateWords);
  const unproven = unprovenWords(node, at);
  if (unproven !== null) parts.push(unproven);
  if (node.formerly) parts.push(`called ${node.formerly.join(', ')} before`);
  if (node.group) parts.push(`group of ${groupWords(node)}, press to open`);
  const noun = node.kind === 'environment' ? 'deployments' : 'runs';
  if (unproven === null) parts.push(`${String(runs)} ${noun} in ${String(recentWeeks)} weeks`);
  const share = recentFailedShare(node, week);
  if (share !== null && node.kind === 'pipeline') parts.push(`${String(Math.round(share * 100))} % failed`);
  const branch = node.branch[week];
  if (branch && node.kind === 'material') parts.push(`${branch.includes(', ') ? 'branches' : 'branch'} ${branch}`);
  for (const stage of node.stages) {
    if (presenceAt(stage.present, at, null) === 0) continue;
    if (unproven !== null) parts.push(stage.name);
    else
      parts.push(
        `${stage.name} ${stage.outcome.slice(0, week + 1).findLast((outcome) => outcome !== null) ?? 'not run yet'}`,
      );
  }
  return parts.join('; ');
}

/** An edge that leads back, in words. */
export function describeWayBack(edge: EvolutionEdge, nodes: readonly EvolutionNode[]): string {
  const nameOf = (id: string): string => nodes.find((node) => node.id === id)?.name ?? id;
  if (edge.from === edge.to) return `${nameOf(edge.from)} leads back to itself`;
  return `${nameOf(edge.from)} ${backWords}, to ${nameOf(edge.to)}`;
}

/** What the pointer is told: the name, what the marks on the box mean, and former names, a line each. */
export function titleOf(node: EvolutionNode, week: number, at: Instant): string {
  const unproven = unprovenWords(node, at);
  const share = node.kind === 'environment' ? null : recentFailedShare(node, week);
  return [
    node.name,
    ...(node.isGate ? [gateWords] : []),
    ...(unproven === null ? [] : [unproven]),
    ...(share === null ? [] : [`${String(Math.round(share * 100))} % failed in ${String(recentWeeks)} weeks`]),
    ...(node.formerly ? [`before: ${node.formerly.join(', ')}`] : []),
  ].join('\n');
}
