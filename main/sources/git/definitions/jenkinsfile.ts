import type { StageDefinition } from '../../../domain/history/records';
import { ShapeError, stageOf } from './pipelineShape';
import type { PipelineShape } from './pipelineShape';

/** A block of a Jenkinsfile: `HEAD { … }`, with its own words (those of inner blocks left out) and the blocks in it. */
interface Block {
  head: string;
  words: string;
  inner: Block[];
}

/**
 * A Jenkinsfile: its stages in their order, those that wait for `input`, where they run, and which jobs trigger it. Only the
 * declarative words are read and nothing is run: what a script decides is not known.
 */
export function jenkinsfile(text: string, path: string): PipelineShape[] {
  const file = blocksOf(text);
  const pipeline = file.inner.find(({ head }) => /\bpipeline\s*$/.test(head)) ?? file;
  const stages = stagesIn(pipeline, whereabouts(pipeline) ?? { image: null, agent: null });
  if (stages.length === 0) throw new ShapeError('no stages in the file');
  const names = stages.map(({ name }) => name);
  return [
    {
      pipeline: path,
      stages: stages.filter(({ name }, at) => names.indexOf(name) === at),
      upstream: upstreamOf(pipeline),
    },
  ];
}

/** Stages inside stages (one after the other, or side by side) are stages too, and the jobs of the outer one. */
function stagesIn(block: Block, around: Pick<StageDefinition, 'image' | 'agent'>): StageDefinition[] {
  return block.inner.flatMap((inner): StageDefinition[] => {
    const name = stageName(inner.head);
    if (name === null) return stagesIn(inner, around);
    const here = whereabouts(inner);
    // An agent of its own takes the place of the one around it, whole.
    const own = here ?? around;
    const within = stagesIn(inner, own);
    const waits = /(?:^|[\s;])input\b(?!\s*=)/.test(ownWords(inner));
    const jobs = within.map((stage) => stage.name);
    return [stageOf(name, { ...own, approval: waits ? 'manual' : null, jobs }), ...within];
  });
}

function stageName(head: string): string | null {
  const match = /\bstage\s*\(?\s*(?:name\s*:\s*)?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*\)?\s*$/.exec(head);
  return match?.[1] ?? match?.[2] ?? null;
}

/** All words of a stage but those of the stages in it; `input` may be a block or a step. */
function ownWords({ words, inner }: Block): string {
  const own = inner.filter(({ head }) => stageName(head) === null).map((block) => ownWords(block));
  return [words, ...own].join('\n');
}

/** What `agent { … }` says; null where there is none. */
function whereabouts(block: Block): Pick<StageDefinition, 'image' | 'agent'> | null {
  const agent = block.inner.find(({ head }) => /\bagent\s*$/.test(head));
  if (!agent) return null;
  const places = [agent, ...agent.inner];
  const valueOf = (pattern: RegExp) =>
    places.map(({ words }) => pattern.exec(words)?.[2] ?? null).find((word) => word !== null) ?? null;
  return {
    image: valueOf(/\b(?:docker|image)\s+(['"])([^'"\n]+)\1/),
    agent: valueOf(/\blabel\s+(['"])([^'"\n]+)\1/),
  };
}

/** `triggers { upstream(upstreamProjects: 'a, b') }` */
function upstreamOf(pipeline: Block): string[] {
  const triggers = pipeline.inner.find(({ head }) => /\btriggers\s*$/.test(head));
  const named = /\bupstreamProjects\s*:\s*(['"])([^'"\n]*)\1/.exec(triggers?.words ?? '')?.[2] ?? '';
  return named
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Deeper than anybody writes. */
const deepest = 200;

/** The text as blocks inside blocks; braces in strings and comments are none. What is never closed ends with the file. */
function blocksOf(text: string): Block {
  const top: Block = { head: '', words: '', inner: [] };
  const open: Block[] = [top];
  for (const [token] of text.matchAll(tokens)) {
    const block = open.at(-1) ?? top;
    if (token === '{') {
      if (open.length > deepest) throw new ShapeError('the file is nested too deep');
      const start = Math.max(block.words.lastIndexOf('\n'), block.words.lastIndexOf(';')) + 1;
      // The words before a brace may stand on the line above it.
      const head =
        block.words.slice(start).trim() === '' ? block.words.trimEnd().split('\n').at(-1) : block.words.slice(start);
      const inner: Block = { head: (head ?? '').trim(), words: '', inner: [] };
      block.inner.push(inner);
      block.words += '\n';
      open.push(inner);
    } else if (token === '}') {
      if (open.length > 1) open.pop();
    } else if (!/^\/[/*]/.test(token)) block.words += token;
  }
  return top;
}

const tokens =
  /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|'''[\s\S]*?(?:'''|$)|"""[\s\S]*?(?:"""|$)|'(?:[^'\\\n]|\\.)*'?|"(?:[^"\\\n]|\\.)*"?|[{}]|[^{}'"/]+|\//g;
