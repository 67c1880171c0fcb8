import { readAuthConfig, type AuthConfig } from '@skillwright/auth/settings';
import { ConfigError, createLogger, keepFilesPrivate, ListenError, StartError } from '@skillwright/service/start-up';
import { readStandaloneConfig } from './config.js';
import { createTerminal, type Terminal } from './terminal/terminal.js';
import { describeSandbox } from './terminal/describe-sandbox.js';
import { describeRunning } from './terminal/report.js';
import type { Running } from './terminal/report.js';
import { findUnready } from './find-unready.js';
import type { StartContext } from './start-context.js';
import { StartedParts } from './started-parts.js';

const mendable = [ConfigError, ListenError, StartError];

// The terminal sends a Ctrl-C to the whole process group, and npm and tsx forward it once more.
const oneKeypressMs = 500;

// A service listens before its start-up work is done: generation still reads the library's templates.
const readyTimeoutMs = 20_000;

/**
 * Runs `start` as this process. SIGINT, SIGTERM and SIGHUP stop it in order, also while it starts. A second one, or the
 * end of `stopLimitMs`, ends everything at once, with exit code 130. A fault ends it with exit code 1: one that a person
 * can mend with its message alone, a defect with its stack.
 */
export async function runProcess(
  start: (context: StartContext) => Promise<Running>,
  { stopLimitMs = 60_000 }: { readonly stopLimitMs?: number } = {},
): Promise<void> {
  keepFilesPrivate();
  const since = performance.now();
  const terminal = createTerminal(process.stdout, process.stderr, process.env);
  const stopping = new AbortController();
  let parts: StartedParts | undefined;

  let firstSignalAt = 0;
  const endNow = (text: string) => {
    terminal.failure(text);
    parts?.kill();
    process.exit(130);
  };
  const onSignal = () => {
    if (stopping.signal.aborted) {
      if (performance.now() - firstSignalAt < oneKeypressMs) return;
      endNow('Ending at once');
    }
    firstSignalAt = performance.now();
    stopping.abort();
    terminal.heading('Stopping; once more ends at once');
    setTimeout(() => endNow(`Not stopped after ${stopLimitMs / 1000} s; ending at once`), stopLimitMs).unref();
    void starting.then(() => end(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);

  const end = async (exitCode: number) => {
    await parts?.stop();
    process.exit(exitCode);
  };

  // Without a listener, a reader that has gone (`npm start | head`) would end this process and leave servers running.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const fail = (text: string) => {
    terminal.failure(text);
    if (stopping.signal.aborted) return;
    stopping.abort();
    void end(1);
  };
  process.on('uncaughtException', (error) => fail(`Ending on a defect: ${explain(error)}`));

  const run = async () => {
    const config = readStandaloneConfig(process.env);
    const logger = createLogger({ service: 'standalone', level: config.LOG_LEVEL });
    parts = new StartedParts(logger);
    terminal.heading('Skillwright is starting');
    const onProgress = (text: string) => terminal.progress(text);
    const { signal } = stopping;
    const context = { config, env: process.env, logger, parts, onProgress, signal };
    const running = await start({ ...context, end: (reason) => fail(explain(reason)) });
    await report(running, terminal, { since, signal, auth: readAuthConfig(config) });
  };

  const starting = run().catch(async (error: unknown) => {
    if (stopping.signal.aborted) return;
    terminal.failure(explain(error));
    await end(1);
  });
  await starting;
}

/** Waits until everything is up, and reports what runs where. `since` is the time of the start. */
async function report(
  running: Running,
  terminal: Terminal,
  { since, signal, auth }: { readonly since: number; readonly signal: AbortSignal; readonly auth: AuthConfig },
): Promise<void> {
  const unready = await findUnready(running.url, { timeoutMs: readyTimeoutMs, signal });
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  if (unready.length === 0) terminal.heading(`Skillwright is ready on ${running.url} after ${seconds} s`);
  else terminal.failure(`Skillwright listens on ${running.url}, but not everything is up: ${unready.join(', ')}`);
  const sandbox = await describeSandbox(running.serviceUrls.validation);
  terminal.lines(describeRunning({ ...running, sandbox, auth }));
}

function explain(error: unknown): string {
  if (mendable.some((kind) => error instanceof kind)) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
