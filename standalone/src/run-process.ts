import { KafkaError } from '@skillwright/kafka';
import { PostgresError } from '@skillwright/postgres-server';
import { ConfigError, createLogger, ListenError } from '@skillwright/service/start-up';
import { readStandaloneConfig } from './config.js';
import { createConsole } from './console/console.js';
import { describeSandbox } from './console/describe-sandbox.js';
import { describeRunning } from './console/report.js';
import type { Running } from './console/report.js';
import { findUnready } from './find-unready.js';
import { StartError } from './start-error.js';
import type { StartContext } from './start-context.js';
import { StartedParts } from './started-parts.js';

const mendable = [ConfigError, ListenError, PostgresError, KafkaError, StartError];

// npm and tsx hand a Ctrl-C on that the terminal has sent to this process as well.
const oneKeypressMs = 500;

// The services listen before all is done that they start with, such as reading the library's templates.
const readyTimeoutMs = 20_000;

/**
 * Runs Skillwright as this process, as `start` starts it. SIGINT and SIGTERM stop it in order, also in the middle of its
 * start; a second one ends everything at once. A fault that a person can mend is said in its own words, with exit code 1.
 */
export async function runProcess(start: (context: StartContext) => Promise<Running>): Promise<void> {
  const since = performance.now();
  const console = createConsole(process.stdout, process.stderr, process.env);
  const stopping = new AbortController();
  let parts: StartedParts | undefined;

  let firstSignalAt = 0;
  const onSignal = () => {
    if (stopping.signal.aborted) {
      if (performance.now() - firstSignalAt < oneKeypressMs) return;
      console.failure('Ending at once');
      parts?.kill();
      process.exit(130);
    }
    firstSignalAt = performance.now();
    stopping.abort();
    console.heading('Stopping; once more ends at once');
    void starting.then(() => end(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);

  const end = async (exitCode: number) => {
    await parts?.stop();
    process.exit(exitCode);
  };

  // A reader that is gone (`npm start | head`) is no reason to leave servers behind.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const fail = (text: string) => {
    console.failure(text);
    if (stopping.signal.aborted) return;
    stopping.abort();
    void end(1);
  };
  process.on('uncaughtException', (error) => fail(`Ending on a defect: ${explain(error)}`));

  const run = async () => {
    const config = readStandaloneConfig(process.env);
    const logger = createLogger({ service: 'standalone', level: config.LOG_LEVEL });
    parts = new StartedParts(logger);
    console.heading('Skillwright is starting');
    const onProgress = (text: string) => console.progress(text);
    const { signal } = stopping;
    const context = { config, env: process.env, logger, parts, onProgress, signal };
    const running = await start({ ...context, end: (reason) => fail(explain(reason)) });
    const unready = await findUnready(running.url, { timeoutMs: readyTimeoutMs, signal });
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    if (unready.length === 0) console.heading(`Skillwright is ready on ${running.url} after ${seconds} s`);
    else console.failure(`Skillwright listens on ${running.url}, but not everything is up: ${unready.join(', ')}`);
    console.lines(describeRunning({ ...running, sandbox: await describeSandbox(running.serviceUrls.validation) }));
  };

  const starting = run().catch(async (error: unknown) => {
    if (stopping.signal.aborted) return;
    console.failure(explain(error));
    await end(1);
  });
  await starting;
}

function explain(error: unknown): string {
  if (mendable.some((kind) => error instanceof kind)) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
