import type { Outcome } from '../../main/domain/history/records';
import type { Role } from '../../main/domain/retro/environmentMap';
import type { MilestoneKind } from '../../main/domain/retro/milestone';
import { palettes, themeNames, type Palette, type ThemeName } from '../../main/domain/look/palettes';
import { fonts } from './scales';

/** The tokens as values, for whoever draws on a canvas and has no style sheet (charts, map, the film's worker). */
export interface Theme {
  name: ThemeName;
  colors: Palette;
  roles: Record<Role, string>;
  outcomes: Record<Outcome, string>;
  milestones: Record<MilestoneKind, string>;
  fonts: typeof fonts;
}

function buildTheme(name: ThemeName): Theme {
  const colors = palettes[name];
  return {
    name,
    colors,
    roles: {
      production: colors.roleProduction,
      snapshot: colors.roleSnapshot,
      staging: colors.roleStaging,
      dogfood: colors.roleDogfood,
      test: colors.roleTest,
      other: colors.roleOther,
    },
    outcomes: {
      passed: colors.passed,
      failed: colors.failed,
      cancelled: colors.cancelled,
      skipped: colors.cancelled,
      running: colors.running,
      unknown: colors.unknown,
    },
    milestones: { highlight: colors.highlight, lowlight: colors.lowlight, note: colors.note },
    fonts,
  };
}

export const themes: Record<ThemeName, Theme> = {
  light: buildTheme('light'),
  dark: buildTheme('dark'),
  projector: buildTheme('projector'),
  contrast: buildTheme('contrast'),
};

/** Shapes say it first, colour second: they are read without colour and in greyscale print. */
export const milestoneShapes: Record<MilestoneKind, string> = { highlight: '▲', lowlight: '▼', note: '●' };

export const outcomeShapes: Record<Outcome, string> = {
  passed: '●',
  failed: '◆',
  cancelled: '○',
  skipped: '–',
  running: '◐',
  unknown: '?',
};

/** The theme an element is shown in: the nearest `data-theme`, else what the system asks for. */
export function themeOf(element: Element): Theme {
  const named = element.closest('[data-theme]')?.getAttribute('data-theme');
  const known = themeNames.find((name) => name === named);
  if (known) return themes[known];
  if (matchMedia('(prefers-contrast: more)').matches) return themes.contrast;
  return matchMedia('(prefers-color-scheme: dark)').matches ? themes.dark : themes.light;
}

/** True where the system or the person asked for less movement. */
export function isMotionReduced(element: Element): boolean {
  return element.closest('[data-motion="reduced"]') !== null || matchMedia('(prefers-reduced-motion: reduce)').matches;
}
