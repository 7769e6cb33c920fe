import frauncesRanges from '@fontsource-variable/fraunces/unicode.json';
import interRanges from '@fontsource-variable/inter/unicode.json';
import monoRanges from '@fontsource-variable/jetbrains-mono/unicode.json';

/** The same files the style sheet names. A worker has no style sheet and must be given its fonts. */
const files = import.meta.glob<string>(
  [
    '../../../node_modules/@fontsource-variable/inter/files/inter-*-wght-normal.woff2',
    '../../../node_modules/@fontsource-variable/fraunces/files/fraunces-*-opsz-normal.woff2',
    '../../../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-*-wght-normal.woff2',
  ],
  { eager: true, query: '?url', import: 'default' },
);

const families: { name: string; slug: string; ranges: Record<string, string> }[] = [
  { name: 'Inter Variable', slug: 'inter', ranges: interRanges },
  { name: 'Fraunces Variable', slug: 'fraunces', ranges: frauncesRanges },
  { name: 'JetBrains Mono Variable', slug: 'jetbrains-mono', ranges: monoRanges },
];

/** Canvas text silently falls back while a face is missing, so all of them are loaded before the first frame. */
export async function loadWorkerFonts(fonts: FontFaceSet): Promise<void> {
  const faces = Object.entries(files).flatMap(([path, url]) => {
    const file = path.slice(path.lastIndexOf('/') + 1);
    const family = families.find(({ slug }) => file.startsWith(`${slug}-`));
    const subset = family && /^(.*)-(?:wght|opsz)-normal\.woff2$/.exec(file.slice(family.slug.length + 1))?.[1];
    const unicodeRange = subset && family.ranges[subset];
    if (!family || !unicodeRange) return [];
    return [new FontFace(family.name, `url(${url}) format('woff2')`, { weight: '100 900', unicodeRange })];
  });
  for (const face of faces) fonts.add(face);
  await Promise.all(faces.map((face) => face.load()));
}
