import type { FilmPlot } from '../film/plot';
import type { Instant } from '../history/records';
import type { Role } from '../retro/environmentMap';
import type { MilestoneKind } from '../retro/milestone';

/** A deck is data: a list of plain slides that the screen, PPTX, PDF, HTML and Markdown all draw from. */
export interface Deck {
  title: string;
  /** IANA zone all dates on the slides are in. */
  zone: string;
  slides: Slide[];
}

export const slideKinds = [
  'title',
  'moved',
  'glossary',
  'timelapse',
  'timeline',
  'difference',
  'milestone',
  'chart',
  'lowlight',
  'target',
  'actions',
] as const;
export type SlideKind = (typeof slideKinds)[number];

/** Everything an exporter needs of one slide. Absent parts are not on the slide. */
export interface Slide {
  /** Stable across drafts, so that a person's edits find it again: `milestone:m3`. */
  id: string;
  kind: SlideKind;
  /** A sentence with the finding, never a label. */
  headline: string;
  /** Under the headline, small: measure, unit, environment, window. */
  measure: string;
  /** Paragraphs; plain text. */
  body: string[];
  /** Numbers that matter, large. */
  numbers: BigNumber[];
  chart: ChartData | null;
  table: Table | null;
  /** Set on a milestone's slide. */
  milestone: {
    kind: MilestoneKind;
    at: Instant;
    until: Instant | null;
    title: string;
    gained: string;
    cost: string;
  } | null;
  /** The timeline strip: lanes and flags. */
  timeline: TimelineData | null;
  /** Instants whose map the slide shows; the time-lapse plays from the first to the last, a difference compares them. */
  map: MapFrames | null;
  actions: { text: string; owner: string; due: string }[];
  /** Speaker notes, plain text. */
  notes: string;
  /** The picture in words, for those who cannot see it. */
  alt: string;
  footer: Footer;
  hidden: boolean;
}

/** At the foot of every slide: where the numbers come from. */
export interface Footer {
  source: string;
  coverage: string;
  illustrative: boolean;
}

/** Before → after, both with their raw numbers. Texts are ready to show. */
export interface BigNumber {
  label: string;
  before: string | null;
  after: string;
  /** "4.3 times", "−12 points"; null where nothing can be said. */
  effect: string | null;
  /** Small type: interval, windows, counts, warnings. */
  detail: string;
  verdict: 'clear' | 'not clear' | 'not enough data' | null;
}

/** Series with their numbers. A null is a gap in the line, never 0. */
export interface ChartData {
  kind: 'line' | 'bar';
  title: string;
  unit: string;
  /** Ids of the buckets on the x axis: `2024-W05`. */
  categories: string[];
  /** Start of each bucket. */
  starts: Instant[];
  partial: boolean[];
  series: { name: string; values: (number | null)[]; tone: 'accent' | 'muted' | Role }[];
  /** Indices of the two series the ground between which is filled: a range. */
  band?: { low: number; high: number };
  /** Top of the value axis, where the measure has one. */
  top?: number;
  /** A horizontal line: where the team wants to be. */
  target: { value: number; label: string } | null;
  /** Thin vertical lines with a flag. */
  flags: { at: Instant; label: string; kind: MilestoneKind }[];
}

export interface Table {
  columns: string[];
  rows: string[][];
}

export interface TimelineData {
  from: Instant;
  to: Instant;
  categories: string[];
  starts: Instant[];
  partial: boolean[];
  lanes: { name: string; label: string; role: Role; counts: number[] }[];
  branches: { branch: string; from: Instant; to: Instant }[];
  flags: { id: string; at: Instant; label: string; kind: MilestoneKind }[];
}

export interface MapFrames {
  from: Instant;
  to: Instant;
  /** Still frames that tell the same story where nothing can move: each with its caption. */
  stills: { at: Instant; caption: string }[];
  /** The words and the pace of the film, on the slide that plays it. */
  film?: FilmPlot;
}
