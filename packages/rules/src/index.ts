export { decodeBase64 } from './content/base64.js';
export { digestOf, sha256Of } from './content/digest.js';
export {
  byteLengthOf,
  encodingOf,
  findContentFault,
  toBytes,
  toFileContent,
  type ContentFault,
  type FileContent,
} from './content/file-content.js';
export { findExcess, jsonLimits, maxJsonDepth, maxJsonItems, type DataLimits } from './data/find-excess.js';
export { isRecord } from './data/is-record.js';
export { findNameFault, type NameFault } from './names/name-rules.js';
export { checkPaths, type IndexedPathFault } from './paths/check-paths.js';
export type { PathFault, PathRule } from './paths/path-fault.js';
export { pathLimits } from './paths/path-limits.js';
export { findPathFault } from './paths/path-rules.js';
export { PathSet } from './paths/path-set.js';
export { skillLimits } from './skills/skill-limits.js';
export {
  countCharacters,
  findBadCharacter,
  findUnstorableCharacter,
  replaceUnstorableCharacters,
} from './text/characters.js';
export { compareText } from './text/compare-text.js';
export { quote } from './text/quote.js';
export {
  compareVersions,
  findVersionFault,
  isHigher,
  isVersion,
  nextPatch,
  type VersionFault,
} from './versions/version-rules.js';
export { readYaml, type ReadYaml, type YamlFault, type YamlOptions } from './yaml/read-yaml.js';
