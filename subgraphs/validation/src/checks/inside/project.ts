const codeEnding = /\.[cm]?[jt]sx?$/;
const ignoredFolder = /(^|\/)(node_modules|dist|build|coverage|\.git)\//;

/** Whether the linter and the compiler read it. */
export function isCodeFile(path: string): boolean {
  return codeEnding.test(path);
}

/** Whether it is made by a tool or foreign, so that no check looks at it. */
export function isIgnored(path: string): boolean {
  return ignoredFolder.test(path);
}
