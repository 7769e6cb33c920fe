import * as v from 'valibot';
import type { KeptLayout } from '../../domain/analysis/map/layout/keptLayout';
import { roles } from '../../domain/retro/environmentMap';
import type { DocumentKind } from './documentAdapter';
import { parseWith } from './parseWith';

/**
 * `map.json`: where the boxes of the map stand, so that they keep their places when history grows, and which groups
 * people opened. Derived from the history and safe to lose.
 */
export interface MapDocument {
  /** Ids of the groups shown by their parts. */
  open: string[];
  /** By what was open (see `viewKey`); the one used last is the last. */
  layouts: { key: string; layout: KeptLayout }[];
  /** What the last tidying up replaced. */
  replaced: { key: string; layout: KeptLayout } | null;
}

export const firstMap: MapDocument = { open: [], layouts: [], replaced: null };

const point = v.object({ x: v.number(), y: v.number() });
const node = v.object({
  id: v.string(),
  role: v.nullable(v.picklist(roles)),
  level: v.pipe(v.number(), v.integer(), v.minValue(0)),
  ...{ x: v.number(), y: v.number(), width: v.number(), height: v.number() },
});
const layout = v.object({
  nodes: v.array(node),
  edges: v.array(v.object({ from: v.string(), to: v.string(), kind: v.string(), points: v.array(point) })),
  width: v.number(),
  height: v.number(),
});
const keyed = v.object({ key: v.string(), layout });

export const mapDocument: DocumentKind<MapDocument> = {
  format: 'map',
  parse: parseWith(v.looseObject({ open: v.array(v.string()), layouts: v.array(keyed), replaced: v.nullable(keyed) })),
};
