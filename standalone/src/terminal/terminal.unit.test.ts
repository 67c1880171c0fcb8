import { resolve } from 'node:path';
import { createTerminal } from './terminal.js';
import { displayPath } from './display-path.js';
import { describeRunning } from './report.js';

function createOutput(isTTY: boolean) {
  const texts: string[] = [];
  return { isTTY, write: (text: string) => texts.push(text), text: () => texts.join('') };
}

describe('the terminal', () => {
  it('writes plain text where the output is no terminal', () => {
    const [output, errors] = [createOutput(false), createOutput(false)];
    const terminal = createTerminal(output, errors, {});
    terminal.heading('Starting');
    terminal.progress('PostgreSQL: starting');
    terminal.failure('No room');
    expect(output.text()).toBe('Starting\n  PostgreSQL: starting\n');
    expect(errors.text()).toBe('No room\n');
  });

  it('uses colour on a terminal unless NO_COLOR is set', () => {
    const [coloured, plain] = [createOutput(true), createOutput(true)];
    createTerminal(coloured, coloured, {}).heading('Starting');
    createTerminal(plain, plain, { NO_COLOR: '1' }).heading('Starting');
    expect(coloured.text()).toBe('\u001b[1mStarting\u001b[22m\n');
    expect(plain.text()).toBe('Starting\n');
  });
});

describe('the start-up report', () => {
  const databases = { urls: { skill: 'postgresql://a:secret@b/c' }, description: 'embedded' };
  const running = {
    url: 'http://127.0.0.1:4000',
    serviceUrls: { skill: 'http://127.0.0.1:1', generation: 'http://127.0.0.1:2', validation: 'http://127.0.0.1:3' },
    dataFolder: resolve('.data'),
    sandbox: 'bubblewrap with seccomp',
    databases,
    broker: { description: 'embedded event log (There is no Java.)' },
  };
  const report = describeRunning({ ...running, auth: { mode: 'none' } }).join('\n');

  it('lists the addresses and folders, and each fallback with its reason', () => {
    expect(report).toContain('GraphQL     http://127.0.0.1:4000/graphql');
    expect(report).toContain('Kafka       embedded event log (There is no Java.)');
    expect(report).toContain('Sandbox     bubblewrap with seccomp');
    expect(report).toContain('Data        .data (generated projects in projects/)');
  });

  it('says who may use the platform, and shows commands that work', () => {
    expect(report).toContain('Access      everything without a token, from this machine alone');
    const issuer = { issuer: 'https://id.example', audience: 'a', jwks: '/jwks.json' };
    const secured = describeRunning({ ...running, auth: { mode: 'required', platformKey: '/key', issuer } }).join('\n');
    expect(secured).toContain('Access      tokens of https://id.example, and tokens of the platform');
    expect(secured).toContain('curl -H "authorization: Bearer $TOKEN" http://127.0.0.1:4000/skills');
  });

  it('shows no password', () => {
    expect(report).not.toContain('secret');
  });
});

it('shows a path below the working folder as relative and any other path unchanged', () => {
  expect(displayPath(resolve('.data/kafka'))).toBe('.data/kafka');
  expect(displayPath('/var/lib/skillwright')).toBe('/var/lib/skillwright');
  expect(displayPath(resolve('.'))).toBe('.');
});
