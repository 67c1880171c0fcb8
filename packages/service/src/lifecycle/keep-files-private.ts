/** Makes the files and folders that this process and its children create inaccessible to other users. */
export function keepFilesPrivate(): void {
  process.umask(0o077);
}
