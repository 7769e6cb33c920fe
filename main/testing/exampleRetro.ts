import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildGates } from '../domain/analysis/gates/buildGates';
import { HistoryIndex } from '../domain/analysis/deployments/analyseDeployments';
import type { DeckInput } from '../domain/deck/deckInput';
import type { History } from '../domain/history/records';
import { Engine } from '../engine/engine';
import { gatherDeck } from '../engine/gatherDeck';
import { createExample, exampleName } from '../example/createExample';
import { exampleRetro } from '../example/story';
import { openStore } from '../store/store';

/** The bundled example as it comes out of the sources and the store: read once for a test file. */
export async function exampleHistory(): Promise<History> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'shiplapse-test-'));
  try {
    const store = await openStore(folder, { lock: 'write' });
    const engine = new Engine(store);
    await createExample(engine, new AbortController().signal);
    const history = await engine.history(exampleName);
    await store.close();
    return history;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function exampleDeckInput(): Promise<DeckInput> {
  const { buildFacts } = await import('../domain/analysis/buildFacts');
  const history = await exampleHistory();
  const { environments } = exampleRetro;
  const gates = buildGates(history, environments);
  return gatherDeck(exampleRetro, new HistoryIndex(history), {
    facts: buildFacts(history, environments),
    gates: 'problem' in gates ? null : gates,
    people: 'hidden',
  });
}
