import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '@skillwright/service/start-up';

const formatTimeoutMs = 60_000;
const run = promisify(execFile);

/**
 * Formats the broker's storage once. `java` are optional Java arguments: formatting is tried again without them. Throws
 * a {@link StartError}.
 */
export async function formatStorage(options: {
  dataDir: string;
  libs: string;
  properties: string;
  java: readonly string[];
  onLaunch: (() => void) | undefined;
}): Promise<void> {
  const { dataDir, libs, properties, java, onLaunch } = options;
  if (await exists(join(dataDir, 'data', 'meta.properties'))) return;
  const args = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', join(libs, '*'), 'kafka.tools.StorageTool'];
  const format = (...more: readonly string[]) => {
    const formatting = run('java', [...more, ...args, 'format', '-t', createClusterId(), '-c', properties], {
      cwd: dataDir,
      timeout: formatTimeoutMs,
    });
    onLaunch?.();
    return formatting;
  };
  try {
    await format(...java).catch((error: unknown) => (java.length > 0 ? format() : Promise.reject(error)));
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    const reason = lastLine(stdout + stderr) ?? message;
    throw new StartError(`The folder ${dataDir} cannot be formatted for Apache Kafka: ${reason}`, { cause: error });
  }
}

export interface BrokerFailure {
  readonly reason: string;
  readonly portTaken: boolean;
  /** True when the Java virtual machine crashed, not Kafka. */
  readonly javaCrashed: boolean;
}

/** Finds out from the logs of an ended broker why it did not start. */
export async function findFailure(dataDir: string): Promise<BrokerFailure> {
  const [log, output] = await Promise.all(
    ['broker.log', 'broker.out'].map((name) => readFile(join(dataDir, name), 'utf8').catch(() => '')),
  );
  const text = `${output ?? ''}\n${log ?? ''}`;
  const cause = text
    .split('\n')
    .filter((line) => /\b(?:FATAL|ERROR)\b|Exception/.test(line))
    .at(-1);
  return {
    reason: `${cause?.trim() ?? lastLine(text) ?? 'it logged nothing'} (${join(dataDir, 'broker.log')} has more)`,
    portTaken: /Address already in use/.test(text),
    javaCrashed: /fatal error has been detected by the Java Runtime Environment/.test(output ?? ''),
  };
}

/** Returns 16 random bytes in base64url that begin with a letter: a leading hyphen would be read as an option. */
function createClusterId(): string {
  return `K${randomBytes(16).toString('base64url').slice(1)}`;
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1)?.trim() || undefined;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
