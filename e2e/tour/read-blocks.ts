/** A fenced block of a Markdown text. */
export interface Block {
  readonly language: string;
  readonly text: string;
}

/** Returns the fenced blocks of a Markdown text, in order. */
export function readBlocks(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+)\n(.*?)\n```$/gms)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}

/** The parts that differ from run to run: ids, times, digests. */
const varying: readonly [RegExp, string][] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, '[0-9a-f-]{36}'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\\\.\d{3}Z/g, '\\S{24}'],
  [/sha256:[0-9a-f]+/g, 'sha256:[0-9a-f]+'],
];

/** Returns the pattern of a shown answer: `…` stands for any text, and ids, times and digests may differ. */
export function toPattern(shown: string): RegExp {
  const escaped = shown.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = varying.reduce((text, [from, to]) => text.replace(from, to), escaped);
  return new RegExp(`^${pattern.replaceAll('…', '[\\s\\S]*?').replaceAll('\n', '\\r?\\n')}\\s*$`);
}
