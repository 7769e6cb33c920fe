import type { Role } from '../../domain/retro/environmentMap';
import { palettes, type Palette } from '../../domain/look/palettes';

/** The projector's colours as PowerPoint wants them: six hex digits. */
const palette = palettes.projector;
const hex = (value: string): string => value.replace('#', '').slice(0, 6).toUpperCase();

export function colour(name: keyof Palette): string {
  return hex(palette[name]);
}

export function toneColour(tone: Role | 'accent' | 'muted'): string {
  const names: Record<typeof tone, keyof Palette> = {
    accent: 'accent',
    muted: 'past',
    production: 'roleProduction',
    snapshot: 'roleSnapshot',
    staging: 'roleStaging',
    dogfood: 'roleDogfood',
    test: 'roleTest',
    other: 'roleOther',
  };
  return colour(names[tone]);
}

/** Fonts every office machine has: a deck must look the same where it is edited. */
export const fonts = { headline: 'Georgia', body: 'Calibri' } as const;

/** Inches. The slide is 13.333 × 7.5; margins are a twentieth of the width. */
export const page = { width: 13.333, height: 7.5, margin: 0.667 } as const;
export const inner = page.width - 2 * page.margin;
