/** What does not change with the theme: type, space, corners, time. Printed into `tokens.css` beside the colours. */
export const fonts = {
  sans: "'Inter Variable', system-ui, sans-serif",
  serif: "'Fraunces Variable', Georgia, serif",
  mono: "'JetBrains Mono Variable', ui-monospace, monospace",
} as const;

/** Six sizes for the interface. Slides have their own, in stage pixels (`slides/stage.css`). */
export const textSizes = {
  1: '0.75rem',
  2: '0.8125rem',
  3: '0.9375rem',
  4: '1.125rem',
  5: '1.5rem',
  6: '2.25rem',
} as const;

export const spaces = {
  1: '0.25rem',
  2: '0.5rem',
  3: '0.75rem',
  4: '1rem',
  5: '1.5rem',
  6: '2rem',
  7: '3rem',
  8: '4.5rem',
} as const;

export const constants: Record<string, string> = {
  'radius-1': '4px',
  'radius-2': '8px',
  'radius-3': '14px',
  'radius-round': '999px',
  'target-size': '28px',
  'ease-out': 'cubic-bezier(0.2, 0.7, 0.2, 1)',
};

export const durations: Record<string, string> = { 'motion-fast': '150ms', 'motion-slow': '250ms' };
