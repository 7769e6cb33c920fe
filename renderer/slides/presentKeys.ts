/** What a key means while presenting. Digits gather to a slide number that Enter goes to. */
export type PresentCommand =
  | { kind: 'back' | 'nextSlide' | 'first' | 'last' | 'restart' | 'close' }
  | { kind: 'jump'; number: number }
  | { kind: 'digit'; digit: string }
  | { kind: 'playback'; key: string }
  | {
      kind: 'toggle';
      what: 'overview' | 'fullScreen' | 'black' | 'white' | 'timer' | 'motion' | 'help' | 'notes' | 'goTo';
    };

export interface PresentKeyState {
  /** Digits typed so far. */
  typed: string;
  /** Whether the slide shown holds a film, and whether that has another milestone ahead. */
  film: { hasNext: boolean } | null;
}

interface Key {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

const plain: Record<string, PresentCommand> = {
  ArrowLeft: { kind: 'back' },
  ArrowUp: { kind: 'back' },
  p: { kind: 'back' },
  PageUp: { kind: 'back' },
  Backspace: { kind: 'back' },
  ArrowDown: { kind: 'nextSlide' },
  n: { kind: 'nextSlide' },
  PageDown: { kind: 'nextSlide' },
  Home: { kind: 'first' },
  End: { kind: 'last' },
  F5: { kind: 'restart' },
  Escape: { kind: 'close' },
  g: { kind: 'toggle', what: 'goTo' },
  o: { kind: 'toggle', what: 'overview' },
  f: { kind: 'toggle', what: 'fullScreen' },
  b: { kind: 'toggle', what: 'black' },
  w: { kind: 'toggle', what: 'white' },
  t: { kind: 'toggle', what: 'timer' },
  m: { kind: 'toggle', what: 'motion' },
  s: { kind: 'toggle', what: 'notes' },
  '?': { kind: 'toggle', what: 'help' },
};

/** Null for keys that mean nothing here and are left to the system. */
export function commandOf(event: Key, { typed, film }: PresentKeyState): PresentCommand | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (/^\d$/.test(key)) return { kind: 'digit', digit: key };
  if (key === 'Enter') return typed === '' ? { kind: 'nextSlide' } : { kind: 'jump', number: Number(typed) };
  if (key === 'ArrowRight')
    return film?.hasNext && !event.shiftKey ? { kind: 'playback', key: ']' } : { kind: 'nextSlide' };
  if (key === ' ') return film ? { kind: 'playback', key } : { kind: event.shiftKey ? 'back' : 'nextSlide' };
  if (film && ['[', ']', '<', '>', ',', '.'].includes(key)) return { kind: 'playback', key };
  // Clickers send "." for black; inside a film it steps a week.
  if (key === '.') return { kind: 'toggle', what: 'black' };
  if (key === 'F5' && event.shiftKey) return null;
  return plain[key] ?? null;
}

export const helpRows: [string, string][] = [
  ['→  ↓  N  PgDn  Enter  Space', 'next slide'],
  ['←  ↑  P  PgUp  Backspace', 'back'],
  ['Home  End', 'first, last slide'],
  ['3 Enter', 'go to slide 3'],
  ['G', 'go to a slide by number'],
  ['O', 'overview'],
  ['F5  F', 'from the start, full screen'],
  ['B  W', 'black, white screen'],
  ['S', 'notes'],
  ['T', 'timer'],
  ['M', 'less motion'],
  ['Space', 'in a film: play, pause'],
  [',  .', 'in a film: a week back, on'],
  ['[  ]', 'in a film: milestone before, after'],
  ['<  >', 'in a film: slower, faster'],
  ['Esc', 'leave'],
];
