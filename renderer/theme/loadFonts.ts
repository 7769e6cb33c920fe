const faces = [
  "400 16px 'Inter Variable'",
  "600 16px 'Inter Variable'",
  "560 16px 'Fraunces Variable'",
  "450 16px 'JetBrains Mono Variable'",
];

let loading: Promise<void> | null = null;

/** Canvas text silently falls back while a face is missing; whoever draws text waits for this first. */
export function loadFonts(): Promise<void> {
  loading ??= Promise.allSettled(faces.map((face) => document.fonts.load(face))).then(() => undefined);
  return loading;
}
