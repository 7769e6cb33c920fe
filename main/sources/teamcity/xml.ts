import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { ParsedReply } from '../common/files/savedReplies';
import { isFields, Unusable } from '../common/fields';

/** What may be there several times; the JSON of the server has a list in its place, even of one. */
const lists = new Set(['build', 'change', 'revision', 'buildType', 'property', 'problemOccurrence', 'file']);

/** What a build was made by, and what started it. */
const isOneOnly = /(^|\.)(build|triggered)\.buildType$|triggered\.build$/;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  captureMetaData: true,
  isArray: (name, path) => typeof path === 'string' && path.includes('.') && lists.has(name) && !isOneOnly.test(path),
});
const metadata = XMLParser.getMetaDataSymbol() as unknown as symbol;

/** A reply in XML as what the server says in JSON: attributes and elements alike are fields. Throws `Unusable`. */
export function parseXmlReply(text: string): ParsedReply {
  if (XMLValidator.validate(text) !== true) throw new Unusable(null, 'it is no complete XML: save the reply again');
  const document = parser.parse(text) as unknown;
  const lines = new WeakMap<object, number>();
  noteLines(document, text, lines, { at: 0, line: 1 });
  return { json: isFields(document) ? Object.values(document)[0] : null, lines };
}

/** In the order of the text, so that its lines are counted once. */
function noteLines(
  value: unknown,
  text: string,
  lines: WeakMap<object, number>,
  reached: { at: number; line: number },
): void {
  if (Array.isArray(value)) return value.forEach((each) => noteLines(each, text, lines, reached));
  if (!isFields(value)) return;
  const { startIndex } = ((value as Record<symbol, unknown>)[metadata] ?? {}) as { startIndex?: number };
  if (startIndex !== undefined && startIndex >= reached.at) {
    reached.line += text.slice(reached.at, startIndex).split('\n').length - 1;
    reached.at = startIndex;
  }
  if (startIndex !== undefined) lines.set(value, reached.line);
  for (const each of Object.values(value)) noteLines(each, text, lines, reached);
}
