import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { waitFor } from '@skillwright/testing';
import type { runProcess } from './run-process.js';

const moduleUrl = (name: string) => new URL(`./${name}`, import.meta.url).href;

/** Runs `start`, the body of a start function, in a process of its own with one part and a ready gateway. */
function run(start: string, options: Parameters<typeof runProcess>[1] = {}) {
  const script = `
    import { createServer } from 'node:http';
    import { runProcess } from ${JSON.stringify(moduleUrl('run-process.ts'))};
    import { StartError } from '@skillwright/service/start-up';
    await runProcess(async ({ parts, end }) => {
      const server = createServer((request, response) => response.end('{}')).listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      let stop = async () => console.log('the part stops');
      parts.add('part', { stop: () => stop(), kill: () => console.log('the part dies') });
      ${start}
      const url = 'http://127.0.0.1:' + server.address().port;
      const described = { description: 'given', stop: async () => undefined, kill: () => undefined };
      return { url, serviceUrls: {}, dataFolder: '.', databases: described, broker: described };
    }, ${JSON.stringify(options)});`;
  const args = ['--conditions=source', '--import', 'tsx', '--input-type=module', '--eval', script];
  const child = spawn(process.execPath, args, { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return {
    child,
    output: () => output,
    says: (text: string) => waitFor(() => output.includes(text), { description: `"${text}"`, timeoutMs: 25_000 }),
    exitCode: async () => ((await once(child, 'close')) as [number | null])[0],
  };
}

describe('a process', () => {
  it('stops its parts in order on SIGTERM', async () => {
    const { child, output, says, exitCode } = run('');
    await says('Skillwright is ready');
    child.kill('SIGTERM');
    expect(await exitCode()).toBe(0);
    expect(output()).toContain('the part stops');
  });

  it('ends at once on a second Ctrl-C, but counts one that arrives twice as one', async () => {
    const { child, output, says, exitCode } = run(
      'stop = () => new Promise((resolve) => setTimeout(resolve, 60_000));',
    );
    await says('Skillwright is ready');
    child.kill('SIGINT');
    await says('Stopping');
    child.kill('SIGINT');
    const insist = setInterval(() => child.kill('SIGINT'), 100);
    expect(await exitCode()).toBe(130);
    clearInterval(insist);
    expect(output()).toContain('the part dies');
  });

  it('reports a fault that a person can mend in one sentence and leaves nothing running', async () => {
    const { output, exitCode } = run(`throw new StartError('DATA_DIR is in use.');`);
    expect(await exitCode()).toBe(1);
    const lines = output().trim().split('\n').sort();
    expect(lines).toEqual(['DATA_DIR is in use.', 'Skillwright is starting', 'the part stops']);
  });

  it('stops its parts when it ends because of a defect', async () => {
    const { child, output, says, exitCode } = run(`process.on('SIGUSR2', () => { throw new TypeError('a defect'); });`);
    await says('Skillwright is ready');
    child.kill('SIGUSR2');
    expect(await exitCode()).toBe(1);
    expect(output()).toMatch(/Ending on a defect: TypeError: a defect\n\s+at /);
    expect(output()).toContain('the part stops');
  });

  it('ends in order when a part calls `end`, and reports the reason in one sentence', async () => {
    const { child, output, says, exitCode } = run(
      `process.on('SIGUSR2', () => end(new StartError('DATA_DIR is lost.')));`,
    );
    await says('Skillwright is ready');
    child.kill('SIGUSR2');
    expect(await exitCode()).toBe(1);
    expect(output()).toMatch(/^DATA_DIR is lost\.$/m);
    expect(output()).toContain('the part stops');
  });

  it('ends when a start that never ends is stopped', async () => {
    const { child, output, says, exitCode } = run(
      `console.log('half way'); await new Promise((resolve) => setInterval(() => 0, 1000));`,
      { stopLimitMs: 500 },
    );
    await says('half way');
    child.kill('SIGTERM');
    expect(await exitCode()).toBe(130);
    expect(output()).toContain('Not stopped after 0.5 s; ending at once');
    expect(output()).toContain('the part dies');
  });

  it('can be stopped while it starts', async () => {
    const { child, output, says, exitCode } = run(`
      console.log('half way');
      await new Promise((resolve) => setTimeout(resolve, 300));`);
    await says('half way');
    child.kill('SIGINT');
    expect(await exitCode()).toBe(0);
    expect(output()).not.toContain('ready');
    expect(output()).toContain('the part stops');
  });
});
