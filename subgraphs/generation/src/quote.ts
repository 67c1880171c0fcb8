const maxLength = 100;

/** A caller's text inside a message of ours: in quotes, on one line, shortened. */
export function quote(text: string): string {
  return JSON.stringify(text.length > maxLength ? `${text.slice(0, maxLength)}…` : text);
}
