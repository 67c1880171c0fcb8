import { fileURLToPath } from 'node:url';

/** The one version that is fetched and tried. */
export const kafkaVersion = '4.3.1';

/** Without a binding the broker would log nothing. */
export const log4jVersion = '2.25.4';

/** Where the jars are kept unless another folder is given; the same seen from `src` and from `dist`. */
export const defaultInstallFolder = fileURLToPath(
  new URL(`../../../node_modules/.cache/skillwright/kafka-${kafkaVersion}`, import.meta.url),
);
