const codeEnding = /\.[cm]?[jt]sx?$/;
const foreignFolder = /(^|\/)(node_modules|dist|build|coverage|\.git)\//;

/** Whether a file is JavaScript or TypeScript, by its name. */
export function isCodeFile(path: string): boolean {
  return codeEnding.test(path);
}

/** Whether a file is made by a tool or belongs to a package: it is neither checked nor run as a test. */
export function isForeign(path: string): boolean {
  return foreignFolder.test(path);
}
