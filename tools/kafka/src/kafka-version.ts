import { fileURLToPath } from 'node:url';

/** The version that is fetched, and that the tests run on. */
export const kafkaVersion = '4.3.1';

/** The version of the log4j binding, without which the broker logs nothing. */
export const log4jVersion = '2.25.4';

/** The default folder of the jars. The relative path is the same from `src` and from `dist`. */
export const defaultInstallFolder = fileURLToPath(
  new URL(`../../../node_modules/.cache/skillwright/kafka-${kafkaVersion}`, import.meta.url),
);
