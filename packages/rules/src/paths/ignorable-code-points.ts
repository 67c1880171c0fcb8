/** Code points that HFS+ ignores in names, by Git's list (`next_hfs_char` in its utf8.c). */
const ignorable = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/** A name as HFS+ compares it: without the code points that it ignores. */
export function dropIgnorable(name: string): string {
  return name.replace(ignorable, '');
}
