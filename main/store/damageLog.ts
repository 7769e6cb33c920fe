/** What could not be read, in sentences for people: each file is told of once. */
export class DamageLog {
  private readonly byFile = new Map<string, string>();

  note(file: string, sentence: string): void {
    if (!this.byFile.has(file)) this.byFile.set(file, sentence);
  }

  get sentences(): string[] {
    return [...this.byFile.values()];
  }
}
