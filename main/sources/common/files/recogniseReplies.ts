import type { FileSample, Recognition, SourceKind } from '../../source';

/** A word only this server uses, and what a file that has it is. */
export interface Sign {
  pattern: RegExp;
  what: string;
  confidence: number;
}

/** A saved reply by the words only its server uses. The first sign that fits decides. */
export function recogniseReplies(kind: SourceKind, signs: readonly Sign[]) {
  return ({ head, isFolder }: FileSample): Recognition | null => {
    const sign = isFolder ? undefined : signs.find(({ pattern }) => pattern.test(head));
    return sign ? { kind, what: sign.what, confidence: sign.confidence } : null;
  };
}
