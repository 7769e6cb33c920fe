import { XMLValidator } from 'fast-xml-parser';
import JSZip from 'jszip';
import path from 'node:path';

/**
 * What is wrong with a presentation, in sentences; nothing for a sound one. Checks what opening it in a lenient office
 * suite does not: every part well-formed, every relation and content type with its part, every axis declared, ids unique,
 * connectors tied to shapes that are there.
 */
export async function checkPackage(file: Uint8Array): Promise<string[]> {
  const zip = await JSZip.loadAsync(file);
  const names = Object.keys(zip.files);
  const problems = names.filter((name) => zip.files[name]?.dir).map((name) => `${name} is a folder entry`);
  const xml = new Map<string, string>();
  for (const name of names.filter((one) => /\.(xml|rels)$/.test(one))) {
    const text = (await zip.file(name)?.async('string')) ?? '';
    xml.set(name, text);
    const valid = XMLValidator.validate(text);
    if (valid !== true) problems.push(`${name} is not well-formed: ${valid.err.msg}`);
  }
  problems.push(...checkTypes(xml.get('[Content_Types].xml') ?? '', names));
  for (const [name, text] of xml) {
    if (name.endsWith('.rels')) problems.push(...checkRelations(name, text, names));
    if (name.startsWith('ppt/charts/chart')) problems.push(...checkChart(name, text));
    if (name.startsWith('ppt/slides/slide')) problems.push(...checkSlide(name, text));
  }
  return problems;
}

function checkTypes(text: string, names: string[]): string[] {
  const overrides = [...text.matchAll(/<Override PartName="\/([^"]+)"/g)].map((match) => match[1] ?? '');
  const extensions = new Set([...text.matchAll(/<Default Extension="([^"]+)"/g)].map((match) => match[1]));
  const missing = overrides
    .filter((name) => !names.includes(name))
    .map((name) => `content type of ${name}, which is not there`);
  const twice = overrides
    .filter((name, i) => overrides.indexOf(name) !== i)
    .map((name) => `content type of ${name} twice`);
  const untyped = names
    .filter(
      (name) =>
        name !== '[Content_Types].xml' &&
        !overrides.includes(name) &&
        !extensions.has(name.slice(name.lastIndexOf('.') + 1)),
    )
    .map((name) => `${name} has no content type`);
  return [...missing, ...twice, ...untyped];
}

function checkRelations(name: string, text: string, names: string[]): string[] {
  const folder = path.posix.join(path.posix.dirname(name), '..');
  const ids = [...text.matchAll(/ Id="([^"]+)"/g)].map((match) => match[1]);
  const problems = ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `${name}: relation ${id ?? ''} twice`);
  for (const [relation] of text.matchAll(/<Relationship [^>]*>/g)) {
    const target = / Target="([^"]+)"/.exec(relation)?.[1] ?? '';
    if (relation.includes('TargetMode="External"')) {
      if (!target.startsWith('https:')) problems.push(`${name}: leads outside to ${target}`);
    } else {
      const part = target.startsWith('/') ? target.slice(1) : path.posix.join(folder, target);
      if (!names.includes(part)) problems.push(`${name}: relation to ${target}, which is not there`);
    }
  }
  return problems;
}

function checkChart(name: string, text: string): string[] {
  const declared = [...text.matchAll(/<c:(?:cat|val|ser|date)Ax>\s*<c:axId val="(\d+)"\/>/g)].map((match) => match[1]);
  const used = [...text.matchAll(/<c:axId val="(\d+)"\/>/g)].map((match) => match[1]);
  const problems = used.filter((id) => !declared.includes(id)).map((id) => `${name}: axis ${id ?? ''} is not there`);
  return text.includes('<c:v></c:v>') ? [...problems, `${name}: a value is empty`] : problems;
}

function checkSlide(name: string, text: string): string[] {
  const ids = [...text.matchAll(/<p:cNvPr id="(\d+)"/g)].map((match) => match[1]);
  const problems = ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `${name}: shape id ${id ?? ''} twice`);
  if (/<p:bgPr><a:solidFill>(?:(?!<\/p:bgPr>).)*<\/a:solidFill><\/p:bgPr>/.test(text))
    problems.push(`${name}: background without effects`);
  for (const [, end] of text.matchAll(/<a:(?:stCxn|endCxn) id="(\d+)"/g))
    if (!ids.includes(end)) problems.push(`${name}: a connector ends at shape ${end ?? ''}, which is not there`);
  return problems;
}
