/** Whether a text agrees with a pattern of a match, where `*` stands for any text, also none. Case counts. */
export function compileWildcard(pattern: string): (text: string) => boolean {
  if (!pattern.includes('*')) return (text) => text === pattern;
  const expression = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^]*');
  const compiled = new RegExp(`^${expression}$`);
  const answers = new Map<string, boolean>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = compiled.test(text);
    answers.set(text, answer);
    return answer;
  };
}
