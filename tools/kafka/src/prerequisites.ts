import { execFile } from 'node:child_process';
import { findProgram } from './find-program.js';

const oldestJava = 17;

export type KafkaPrerequisites =
  { readonly available: true } | { readonly available: false; /** One sentence. */ readonly reason: string };

/** Returns whether the PATH has Java 17 or later and Maven, to run and to fetch a broker, or the reason when not. */
export async function findKafkaPrerequisites(env: NodeJS.ProcessEnv = process.env): Promise<KafkaPrerequisites> {
  const [java, maven] = await Promise.all([findJavaVersion(env), findProgram('mvn', env)]);
  if (java === undefined) return { available: false, reason: 'There is no Java on the PATH.' };
  if (java < oldestJava) {
    return { available: false, reason: `Java ${java} is on the PATH; Kafka needs Java ${oldestJava} or later.` };
  }
  if (maven === undefined) return { available: false, reason: 'There is no Maven (mvn) on the PATH.' };
  return { available: true };
}

async function findJavaVersion(env: NodeJS.ProcessEnv): Promise<number | undefined> {
  if ((await findProgram('java', env)) === undefined) return undefined;
  const output = await new Promise<string>((resolve) => {
    execFile('java', ['-version'], { env, timeout: 10_000 }, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
  // Java 8 and older report versions of the form `1.8.0_402`.
  const [, major, minor] = /version "(\d+)(?:\.(\d+))?/.exec(output) ?? [];
  if (major === undefined) return undefined;
  return Number(major === '1' ? minor : major);
}
