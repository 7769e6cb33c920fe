import { palettes, type Palette, type ThemeName } from '../../main/domain/look/palettes';
import { constants, durations, fonts, spaces, textSizes } from './scales';

/** The whole of `tokens.css`. After a change: `npx vitest run -u renderer/theme`. */
export function printTokens(): string {
  return (
    [
      '/* Printed from palettes.ts and scales.ts; a test compares. Do not edit by hand. */',
      rule(':root', [...printScales(), ...printPalette('light')]),
      media('(prefers-color-scheme: dark)', rule(':root:not([data-theme])', printPalette('dark'))),
      media('(prefers-contrast: more)', rule(':root:not([data-theme])', printPalette('contrast'))),
      ...(['light', 'dark', 'projector', 'contrast'] as const).map((name) =>
        rule(`[data-theme='${name}']`, printPalette(name)),
      ),
      media('(prefers-reduced-motion: reduce)', rule(':root', stillDurations())),
      rule("[data-motion='reduced']", stillDurations()),
    ].join('\n\n') + '\n'
  );
}

function printPalette(name: ThemeName): string[] {
  const scheme = name === 'dark' || name === 'contrast' ? 'dark' : 'light';
  const colors = Object.entries(palettes[name] satisfies Palette).map(([key, value]) => `--${kebab(key)}: ${value};`);
  return [`color-scheme: ${scheme};`, ...colors, ...printShadows(scheme)];
}

/** Shadows are warm on paper and plain on near-black, where only a darker one can be seen. */
function printShadows(scheme: 'light' | 'dark'): string[] {
  const tint = scheme === 'light' ? '58 44 24' : '0 0 0';
  const [near, far] = scheme === 'light' ? [8, 14] : [40, 55];
  return [
    `--shadow-1: 0 1px 2px rgb(${tint} / ${near}%), 0 1px 1px rgb(${tint} / ${near}%);`,
    `--shadow-2: 0 2px 6px rgb(${tint} / ${near}%), 0 8px 24px rgb(${tint} / ${far}%);`,
    `--shadow-3: 0 8px 20px rgb(${tint} / ${near}%), 0 24px 64px rgb(${tint} / ${far + 6}%);`,
  ];
}

function printScales(): string[] {
  return [
    ...entries(fonts, 'font-'),
    ...entries(textSizes, 'text-'),
    ...entries(spaces, 'space-'),
    ...entries(constants, ''),
    ...entries(durations, ''),
  ];
}

function stillDurations(): string[] {
  return Object.keys(durations).map((name) => `--${name}: 0ms;`);
}

function entries(scale: Record<string, string>, prefix: string): string[] {
  return Object.entries(scale).map(([key, value]) => `--${prefix}${key}: ${value};`);
}

function rule(selector: string, lines: string[]): string {
  return `${selector} {\n${lines.map((line) => `  ${line}`).join('\n')}\n}`;
}

function media(query: string, inner: string): string {
  return `@media ${query} {\n${inner.replace(/^/gm, '  ')}\n}`;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
