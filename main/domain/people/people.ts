/** Words that may stand where a person does, and mean none; elsewhere they are left alone. */
const commonWords = new Set(
  'admin anonymous auto automation bot branch build changes ci commit default deploy deployment develop development feature git github gitlab hotfix jenkins main manual master nightly pipeline production push release root runner schedule scheduler service stage staging system team test tests timer trigger trunk unknown upstream user'.split(
    ' ',
  ),
);
const address = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const nameAndAddress = /([^<>\n:]{0,100})<([^<>\s]{1,200}@[^<>\s]{1,200})>/g;

/**
 * Everybody named in a history, numbered as they come up. First `note` all of them, then replace: one person gets the
 * same word everywhere, whether written as a full name, a part of it, a login or an e-mail address.
 */
export class People {
  /** Ways to write a person, in lower case, and the number; null where several people share one. */
  private readonly whole = new Map<string, number>();
  private readonly parts = new Map<string, number | null>();
  private count = 0;
  private pattern: RegExp | null = null;
  private readonly masked = new Map<string, string>();

  /** Takes in one person as a source writes one: a name, a login, an address, or a name with its address. */
  note(text: string | null | undefined): void {
    if (text === null || text === undefined || text.trim() === '') return;
    const forms = formsOf(text);
    const known = forms.find((form) => this.whole.has(form));
    const number = known === undefined ? (this.count += 1) : (this.whole.get(known) ?? 0);
    for (const form of forms) if (!this.whole.has(form)) this.whole.set(form, number);
    for (const part of forms.filter((form) => !form.includes('<')).flatMap(partsOf)) {
      const before = this.parts.get(part);
      this.parts.set(part, before === undefined || before === number ? number : null);
    }
    this.pattern = null;
    this.masked.clear();
  }

  /** Takes in everybody who signed a text, such as the co-authors below the message of a commit. */
  noteSigned(text: string | null | undefined): void {
    for (const [signature] of (text ?? '').matchAll(nameAndAddress)) this.note(signature);
  }

  /** For a field that holds a person and nothing else. */
  person<T extends string | null>(text: T): T | string {
    if (text === null || text.trim() === '' || text === 'unknown') return text;
    const number = formsOf(text)
      .map((form) => this.whole.get(form))
      .find((one) => one !== undefined);
    return number === undefined ? 'person' : `person-${String(number)}`;
  }

  /** For any other text: everybody noted is replaced where named, and every e-mail address. */
  mask(text: string): string {
    const known = this.masked.get(text);
    if (known !== undefined) return known;
    this.pattern ??= this.makePattern();
    const result = text.replace(this.pattern, (found) => this.wordFor(found)).replace(address, 'person');
    if (this.masked.size < 100_000) this.masked.set(text, result);
    return result;
  }

  private wordFor(found: string): string {
    const form = found.toLowerCase();
    const number = this.whole.get(form) ?? this.parts.get(form);
    return number === undefined || number === null ? 'person' : `person-${String(number)}`;
  }

  private makePattern(): RegExp {
    const whole = [...this.whole.keys()].filter((form) => !commonWords.has(form));
    const anywhere = whole.filter((form) => form.length >= 6 || (form.length >= 4 && /[^\p{L}]/u.test(form)));
    const words = [...whole, ...this.parts.keys()].filter((form) => form.length >= 3 && !commonWords.has(form));
    const bounded = alternatives(words);
    const sides = bounded === '' ? [] : [`(?<![\\p{L}\\p{N}])(?:${bounded})(?![\\p{L}\\p{N}])`];
    const free = alternatives(anywhere);
    const pattern = [...(free === '' ? [] : [free]), ...sides].join('|');
    return pattern === '' ? /(?!)/u : new RegExp(pattern, 'giu');
  }
}

/** Longer ones first, so that a full name goes before a part of it. */
function alternatives(forms: readonly string[]): string {
  const sorted = [...new Set(forms)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return sorted.map((form) => form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
}

/** The whole ways to write a person: the text itself, and the name and the address in it. */
function formsOf(text: string): string[] {
  const addresses = text.match(address) ?? [];
  const name = text
    .replace(/<[^<>]*>/g, '')
    .replace(address, '')
    .replace(/[()"]/g, '')
    .trim();
  return [
    ...new Set([...addresses, name, text.trim()].map((form) => form.toLowerCase()).filter((form) => form !== '')),
  ];
}

/** Given names, family names, and what stands before the “@”. */
function partsOf(form: string): string[] {
  const local = form.includes('@') && !form.includes(' ') ? form.slice(0, form.indexOf('@')) : '';
  const words = (local === '' ? form : local).split(/[^\p{L}\p{N}]+/u);
  return [local, ...words].filter((part) => part.length >= 3 && !/^\d+$/.test(part));
}
