import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '@skillwright/service/files';
import { messageOf, StartError } from '@skillwright/service/start-up';
import { defaultInstallFolder, kafkaVersion, log4jVersion } from './kafka-version.js';
import { withLock } from './lock.js';

export interface InstallKafkaOptions {
  /** The folder for the jars. Default: `node_modules/.cache/skillwright/kafka-<version>` of the repository. */
  readonly folder?: string;
  /** Called with a message for a person before each slow step. */
  readonly onProgress?: ((message: string) => void) | undefined;
  /** Called when Maven runs and this process only waits for it. */
  readonly onLaunch?: (() => void) | undefined;
  /** The longest time for Maven, in milliseconds. Default: 300,000. */
  readonly timeoutMs?: number;
  /** The environment whose PATH has Maven. Default: the environment of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Ends Maven and the call. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Fetches Apache Kafka's jars with Maven and returns their folder. Calls at the same time, also of other processes,
 * fetch once. Throws a {@link StartError}.
 */
export async function installKafka(options: InstallKafkaOptions = {}): Promise<string> {
  const {
    folder = defaultInstallFolder,
    onProgress,
    onLaunch,
    timeoutMs = 300_000,
    env = process.env,
    signal,
  } = options;
  if (await isInstalled(folder)) return folder;
  const parent = dirname(folder);
  try {
    await makeFolder(parent);
  } catch (error) {
    throw new StartError(`The folder ${parent} for Kafka's jars cannot be created: ${messageOf(error)}.`, {
      cause: error,
    });
  }
  return withLock(folder, timeoutMs, async ({ lost, check }) => {
    if (await isInstalled(folder)) return folder;
    onProgress?.(`fetching Apache Kafka ${kafkaVersion} with Maven (44 MB, once)`);
    const temporary = await mkdtemp(join(parent, `.${basename(folder)}-`));
    try {
      await writeFile(join(temporary, 'pom.xml'), pom);
      const ending = AbortSignal.any(signal ? [signal, lost] : [lost]);
      const copying = copyDependencies(temporary, { timeoutMs, env, signal: ending });
      onLaunch?.();
      await copying;
      await check();
      // The folder gets its final name only after a complete download.
      await rm(folder, { recursive: true, force: true });
      await rename(join(temporary, 'libs'), folder);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
    return folder;
  });
}

async function isInstalled(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).includes(`kafka_2.13-${kafkaVersion}.jar`);
  } catch {
    return false;
  }
}

function copyDependencies(
  temporary: string,
  { timeoutMs, env, signal }: { timeoutMs: number; env: NodeJS.ProcessEnv; signal: AbortSignal },
): Promise<void> {
  const args = ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${join(temporary, 'libs')}`];
  return new Promise((resolve, reject) => {
    const limits = { timeout: timeoutMs, killSignal: 'SIGKILL', signal } as const;
    execFile('mvn', args, { cwd: temporary, env, ...limits }, (error, stdout, stderr) => {
      if (!error) return resolve();
      if (signal.aborted) return reject(signal.reason as Error);
      const said = firstErrorLine(stdout + stderr);
      const why = error.killed ? `it took longer than ${timeoutMs} ms` : (said ?? error.message);
      reject(new StartError(`Maven could not fetch Apache Kafka ${kafkaVersion}: ${why}.`, { cause: error }));
    });
  });
}

function firstErrorLine(output: string): string | undefined {
  return /^\[ERROR\] *(\S.*?)\.?$/m.exec(output)?.[1];
}

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>skillwright</groupId>
  <artifactId>kafka</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka_2.13</artifactId>
      <version>${kafkaVersion}</version>
    </dependency>
    <dependency>
      <groupId>org.apache.logging.log4j</groupId>
      <artifactId>log4j-slf4j-impl</artifactId>
      <version>${log4jVersion}</version>
    </dependency>
  </dependencies>
</project>
`;
