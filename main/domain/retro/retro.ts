import type { Instant, Span } from '../history/records';
import type { Passage } from '../film/plot';
import type { ConfidenceLine } from './confidence';
import type { EnvironmentMap } from './environmentMap';
import type { Action, Milestone } from './milestone';

/** The user's own work on one retro. Imported history is kept apart and referred to by id or date only. */
export interface Retro {
  /** Letters, digits, `.`, `-`, `_`. Unique in the store. */
  name: string;
  /** What people read on the first slide. */
  title: string;
  createdAt: Instant;
  environments: EnvironmentMap;
  milestones: Milestone[];
  actions: Action[];
  /** How confident each person felt, in the order of names. */
  confidence: ConfidenceLine[];
  /** True for the bundled example: every slide and export then says "illustrative data". */
  illustrative: boolean;
  /** Slides people reworded, hid or added, by slide id. */
  slides: Record<string, SlideEdit>;
  /** Stretches of history the film goes through slower or faster; absent in retros of earlier versions. */
  passages?: Passage[];
}

/** What a person changed on a drafted slide; absent fields are as drafted. */
export interface SlideEdit {
  headline?: string;
  body?: string;
  notes?: string;
  hidden?: boolean;
  /** The two moments of the map a slide of kind `difference` compares, in any order. One that people added is there because of them. */
  days?: Span;
}
