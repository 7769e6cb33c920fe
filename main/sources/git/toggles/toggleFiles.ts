const folders = ['', 'config/', 'conf/', 'src/main/resources/'];
const stems = ['toggles', 'features', 'flags', 'feature-toggles', 'feature_toggles', 'feature-flags', 'feature_flags'];
const known =
  /^(?:config\/|conf\/|src\/main\/resources\/)?(?:toggles|features|flags|feature[-_](?:toggles|flags))\.(?:ya?ml|json|properties|toml|ini|conf)$/;

/** Where files that list feature toggles are looked for without being told: pathspecs for git. */
export const toggleFileGlobs: readonly string[] = folders.flatMap((folder) =>
  stems.map((stem) => `:(glob)${folder}${stem}.*`),
);

/** Whether a path is known by its name, such as `toggles.yml` or `config/feature-flags.json`. */
export function isToggleFileName(path: string): boolean {
  return known.test(path);
}

/** A path as people write it, as git has it. */
export function pathInRepository(path: string): string {
  return path
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)+/, '');
}
