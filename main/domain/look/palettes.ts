/**
 * The colours, once. `tokens.css` is printed from these (a test keeps it so); canvas, charts and the film's worker,
 * which know no style sheet, read them directly. The environments' hues are Okabe and Ito's, darkened or lightened
 * until they stand 3:1 on their paper.
 */
export interface Palette {
  /** What everything lies on; `raised` for cards and dialogs, `sunken` for wells and hover. */
  paper: string;
  raised: string;
  sunken: string;
  /** Hairlines and grid; `edge` is the 3:1 border of a control. */
  line: string;
  edge: string;
  ink: string;
  inkSoft: string;
  inkMuted: string;
  /** "Us, now": also the hue of production. */
  accent: string;
  accentSoft: string;
  onAccent: string;
  /** The past, in charts. */
  past: string;
  focus: string;
  warning: string;
  warningSoft: string;
  scrim: string;
  roleProduction: string;
  roleSnapshot: string;
  roleStaging: string;
  roleDogfood: string;
  roleTest: string;
  roleOther: string;
  passed: string;
  failed: string;
  failedSoft: string;
  cancelled: string;
  running: string;
  unknown: string;
  highlight: string;
  lowlight: string;
  note: string;
}

export const themeNames = ['light', 'dark', 'projector', 'contrast'] as const;
export type ThemeName = (typeof themeNames)[number];

const light: Palette = {
  paper: '#f8f4ec',
  raised: '#fffdf9',
  sunken: '#efe9dd',
  line: '#ddd5c6',
  edge: '#8c8271',
  ink: '#211c16',
  inkSoft: '#4a4237',
  inkMuted: '#6a6153',
  accent: '#0b5ba3',
  accentSoft: '#dbe6ee',
  onAccent: '#ffffff',
  past: '#a2988a',
  focus: '#0b5ba3',
  warning: '#8a5a00',
  warningSoft: '#f6e7c4',
  scrim: '#211c1699',
  roleProduction: '#0b5ba3',
  roleSnapshot: '#a5478a',
  roleStaging: '#00805f',
  roleDogfood: '#bd6500',
  roleTest: '#7c7000',
  roleOther: '#746a5c',
  passed: '#2c7c58',
  failed: '#b93709',
  failedSoft: '#f6ddd0',
  cancelled: '#857b6c',
  running: '#0b5ba3',
  unknown: '#857b6c',
  highlight: '#00744f',
  lowlight: '#b8380a',
  note: '#6a6153',
};

const dark: Palette = {
  paper: '#181512',
  raised: '#221e1a',
  sunken: '#120f0d',
  line: '#37312a',
  edge: '#857a6c',
  ink: '#f5efe4',
  inkSoft: '#d0c6b7',
  inkMuted: '#a3988a',
  accent: '#6db3f2',
  accentSoft: '#1f3144',
  onAccent: '#10202f',
  past: '#7d7468',
  focus: '#8cc6f8',
  warning: '#f0bd57',
  warningSoft: '#3d300f',
  scrim: '#0b0907b3',
  roleProduction: '#6db3f2',
  roleSnapshot: '#e08fc6',
  roleStaging: '#45c49b',
  roleDogfood: '#f2a64c',
  roleTest: '#d8cb55',
  roleOther: '#a79c8d',
  passed: '#62c495',
  failed: '#ff8452',
  failedSoft: '#47261a',
  cancelled: '#9b9082',
  running: '#6db3f2',
  unknown: '#9b9082',
  highlight: '#4fca9e',
  lowlight: '#ff8452',
  note: '#b5aa9b',
};

/** A bad projector washes out the light tones: near-white paper, darker ink and hues, stronger lines. */
const projector: Palette = {
  ...light,
  paper: '#fffdf8',
  raised: '#ffffff',
  sunken: '#f1ebdf',
  line: '#d0c6b4',
  edge: '#6f6657',
  ink: '#14110d',
  inkSoft: '#332d25',
  inkMuted: '#544c40',
  accent: '#004f96',
  accentSoft: '#d3e2ee',
  past: '#8d8374',
  focus: '#004f96',
  roleProduction: '#004f96',
  roleSnapshot: '#96377b',
  roleStaging: '#006c50',
  roleDogfood: '#a85400',
  roleTest: '#6a6000',
  roleOther: '#62594c',
  passed: '#1c6a47',
  failed: '#b02f04',
  failedSoft: '#f8dccd',
  cancelled: '#6f6657',
  running: '#004f96',
  unknown: '#6f6657',
  highlight: '#006244',
  lowlight: '#a52e04',
  note: '#544c40',
};

const contrast: Palette = {
  ...dark,
  paper: '#000000',
  raised: '#0d0d0d',
  sunken: '#000000',
  line: '#8f8f8f',
  edge: '#ffffff',
  ink: '#ffffff',
  inkSoft: '#ffffff',
  inkMuted: '#e6e6e6',
  accent: '#7fd0ff',
  accentSoft: '#06324d',
  onAccent: '#000000',
  past: '#bdbdbd',
  focus: '#ffe14d',
  roleProduction: '#7fd0ff',
  roleSnapshot: '#ffa6dc',
  roleStaging: '#5be8b8',
  roleDogfood: '#ffbb66',
  roleTest: '#f5e960',
  roleOther: '#d6d6d6',
  passed: '#7fe3b0',
  failed: '#ff9a70',
  cancelled: '#d6d6d6',
  running: '#7fd0ff',
  unknown: '#d6d6d6',
  highlight: '#5be8b8',
  lowlight: '#ff9a70',
  note: '#e6e6e6',
};

export const palettes: Record<ThemeName, Palette> = { light, dark, projector, contrast };
