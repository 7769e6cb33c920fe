import { withConnectors } from './connectors';
import { withHatching } from './hatching';

/** Only parts that are there may be named, each once; JPEG has one name. */
export function repairTypes(xml: string, partNames: ReadonlySet<string>): string {
  const seen = new Set<string>();
  return xml
    .replaceAll('image/jpg', 'image/jpeg')
    .replace(/<Override PartName="([^"]+)"[^>]*\/>/g, (override, name: string) => {
      if (!partNames.has(name) || seen.has(name)) return '';
      seen.add(name);
      return override;
    });
}

/** A chart may name only axes it has, and a value that is absent is a point that is absent. */
export function repairChart(xml: string): string {
  const declared = new Set(
    [...xml.matchAll(/<c:(?:cat|val|ser|date)Ax>\s*<c:axId val="(\d+)"\/>/g)].map((match) => match[1]),
  );
  return xml
    .replace(/<c:axId val="(\d+)"\/>/g, (axis, id: string) => (declared.has(id) ? axis : ''))
    .replace(/<c:pt idx="\d+"><c:v><\/c:v><\/c:pt>/g, '');
}

/** A plain background needs its empty list of effects, a plain shape its empty text, every shape a number of its own, a connector its ends, what is not known its hatching. */
export function repairSlide(xml: string): string {
  let shapes = 0;
  const numbered = xml.replace(/<p:cNvPr id="\d+"/g, () => {
    shapes += 1;
    return `<p:cNvPr id="${String(shapes)}"`;
  });
  return withHatching(withConnectors(numbered))
    .replace(/(<p:bgPr><a:solidFill>.*?<\/a:solidFill>)(<\/p:bgPr>)/g, '$1<a:effectLst/>$2')
    .replace(/<p:sp>(?:(?!<\/p:sp>).)*<\/p:sp>/gs, (shape) => (shape.includes('<p:txBody>') ? shape : withText(shape)));
}

function withText(shape: string): string {
  const empty = '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody>';
  return shape.replace('</p:sp>', `${empty}</p:sp>`);
}

/** PowerPoint takes the writer's six placeholders out of the notes master; without them it has nothing to take. */
export function repairNotesMaster(xml: string): string {
  return xml.replace(/<p:sp>.*?<\/p:sp>/gs, '');
}
