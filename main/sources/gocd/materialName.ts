/** A material as the domain names it, and its branch where it says one. */
export interface NamedMaterial {
  name: string;
  branch: string | null;
}

const kinds: Record<string, string> = {
  git: 'git',
  gitmaterial: 'git',
  mercurial: 'hg',
  hg: 'hg',
  hgmaterial: 'hg',
  subversion: 'svn',
  svn: 'svn',
  svnmaterial: 'svn',
  perforce: 'p4',
  p4: 'p4',
  tfs: 'tfs',
  package: 'package',
  packagematerial: 'package',
  pluggablescm: 'scm',
  pluggablescmmaterial: 'scm',
  plugin: 'scm',
  scm: 'scm',
};

/** Of a material's type and its description in history: "URL: https://host/org/repo.git, Branch: master". */
export function describedMaterial(type: string, description: string): NamedMaterial {
  const url = /(?:^|,\s*)(?:URL|Server):\s*(.*?)(?=,\s*[A-Z][A-Za-z]*:|$)/s.exec(description)?.[1]?.trim();
  const branch = /(?:^|,\s*)Branch:\s*([^,]+)/.exec(description)?.[1]?.trim() ?? null;
  return materialAt(type, url || description, branch);
}

/** Of a material's type and the address of its repository. Only the last part of the address is kept. */
export function materialAt(type: string, url: string, branch: string | null): NamedMaterial {
  const kind = kinds[type.toLowerCase()] ?? (type.toLowerCase() || 'scm');
  if (kind === 'svn') return svnMaterial(url);
  const fallback = kind === 'git' ? 'master' : null;
  return { name: `${kind}:${repositoryName(url)}`, branch: branch ?? (url === '' ? null : fallback) };
}

export function isPipelineMaterial(type: string): boolean {
  return /^(pipeline|dependency|dependencymaterial)$/i.test(type);
}

function repositoryName(url: string): string {
  const parts = withoutQuery(url)
    .split(/[/\\:]/)
    .filter((part) => part !== '' && part !== '.git');
  return (parts.at(-1) ?? '').replace(/\.git$/i, '') || 'unknown';
}

/** Subversion says the branch by a folder: `…/mingle/branches/3.0` is branch 3.0 of mingle. */
function svnMaterial(url: string): NamedMaterial {
  const parts = withoutQuery(url)
    .split(/[/\\]/)
    .filter((part) => part !== '');
  const at = parts.findIndex((part, index) => index > 0 && /^(trunk|branch|branches|tags)$/i.test(part));
  if (at < 0) return { name: `svn:${parts.at(-1) ?? 'unknown'}`, branch: null };
  const branch = parts[at]?.toLowerCase() === 'trunk' ? 'trunk' : (parts[at + 1] ?? null);
  return { name: `svn:${parts[at - 1]}`, branch };
}

function withoutQuery(url: string): string {
  return url.trim().replace(/[?#].*$/s, '');
}
