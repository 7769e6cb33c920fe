import type { Detected, DetectionFamily, Milestone } from '../../retro/milestone';

export type { Detected } from '../../retro/milestone';

export type DetectedFamily = DetectionFamily;

/** One thing that was found, in a sentence with its raw numbers. */
export type DetectedFact = Detected['facts'][number];

/** A milestone the program noticed; accepting, rewording and dismissing are people's. */
export type Suggestion = Milestone & { status: 'suggested'; detected: Detected };
