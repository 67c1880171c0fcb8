import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, waitFor } from '@skillwright/testing';
import autocannon from 'autocannon';
import { startNode, type Child } from '../harness/child.js';
import { printTable } from '../harness/table.js';

// Sends one federated query over three subgraphs through Skillwright's gateway and through stock @apollo/gateway, in
// four alternating rounds, and prints the best round of each. Both gateways are processes of their own over the same
// subgraphs.
const connections = 20;
const warmUpSeconds = 4;
const measuredSeconds = 5;
const rounds = 4;

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const fromSource = (path: string) => ['--import', 'tsx', at(path)];
const body = JSON.stringify({ query: await readFile(at('query.graphql'), 'utf8') });
const headers = { 'content-type': 'application/json' };

interface Gateway {
  readonly name: string;
  readonly url: string;
  readonly process: Child;
}

interface Figure {
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpuSecondsPerThousand: number;
}

async function writeSupergraph(folder: string, ports: readonly number[]): Promise<string> {
  const sdl = await readFile(at('../../gateway/supergraph.graphql'), 'utf8');
  const urls = ports.map((port) => `http://127.0.0.1:${port}/graphql`);
  const names = ['skill', 'generation', 'validation'];
  const file = join(folder, 'supergraph.graphql');
  const address = /(@join__graph\(name: "(\w+)", url: )"[^"]*"/g;
  await writeFile(
    file,
    sdl.replace(address, (_, start: string, name: string) => `${start}"${urls[names.indexOf(name)]}"`),
  );
  return file;
}

async function ask(url: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  assert.equal(response.status, 200);
  return response.text();
}

async function load(gateway: Gateway, seconds: number): Promise<Figure> {
  const cpuBefore = gateway.process.cpuSeconds();
  const result = await autocannon({
    url: `${gateway.url}/graphql`,
    method: 'POST',
    headers,
    body,
    connections,
    duration: seconds,
  });
  assert.equal(result.non2xx + result.errors + result.timeouts, 0, `${gateway.name} failed some requests`);
  const cpuSeconds = gateway.process.cpuSeconds() - cpuBefore;
  return {
    requestsPerSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpuSecondsPerThousand: (cpuSeconds / result.requests.total) * 1000,
  };
}

async function measure(gateways: readonly Gateway[]): Promise<Map<string, Figure>> {
  const best = new Map<string, Figure>();
  for (const gateway of gateways) await load(gateway, warmUpSeconds);
  for (let round = 0; round < rounds; round += 1) {
    for (const gateway of gateways) {
      const figure = await load(gateway, measuredSeconds);
      const before = best.get(gateway.name);
      if (!before || before.requestsPerSecond < figure.requestsPerSecond) best.set(gateway.name, figure);
    }
  }
  return best;
}

const folder = await mkdtemp(join(tmpdir(), 'federated-read-'));
const started: Child[] = [];
try {
  const ports = await Promise.all([freePort(), freePort(), freePort()]);
  started.push(startNode([...fromSource('subgraphs.ts'), ...ports.map(String)]));
  const supergraph = await writeSupergraph(folder, ports);
  const [ourPort, stockPort] = [String(await freePort()), String(await freePort())];
  // A round ends in the middle of some requests, so the gateway's log of gone clients is not shown.
  const settings = { SUPERGRAPH: supergraph, PORT: ourPort, KAFKA_BROKERS: 'none', LOG_LEVEL: 'error' };
  const ours = startNode([at('../../gateway/dist/main.js')], settings);
  const stock = startNode([...fromSource('stock-gateway.ts'), supergraph, stockPort]);
  started.push(ours, stock);
  const gateways = [
    { name: 'stock @apollo/gateway', url: `http://127.0.0.1:${stockPort}`, process: stock },
    { name: 'Skillwright gateway', url: `http://127.0.0.1:${ourPort}`, process: ours },
  ];
  const answers: string[] = [];
  for (const { name, url } of gateways) {
    answers.push(await waitFor(() => ask(url), { timeoutMs: 30_000, description: `the answer of ${name}` }));
  }
  assert.deepEqual(JSON.parse(answers[1] ?? ''), JSON.parse(answers[0] ?? ''), 'the gateways answer differently');

  const figures = await measure(gateways);
  printTable([
    [`${connections} connections`, 'requests/s', 'p50 ms', 'p99 ms', 'gateway CPU s per 1,000'],
    ...[...figures].map(([name, figure]) => [
      name,
      figure.requestsPerSecond.toFixed(0),
      figure.p50.toFixed(0),
      figure.p99.toFixed(0),
      figure.cpuSecondsPerThousand.toFixed(2),
    ]),
  ]);
  process.stdout.write(`answer: ${(Buffer.byteLength(answers[0] ?? '') / 1024).toFixed(0)} KiB\n`);
} finally {
  for (const child of started.reverse()) await child.stop();
  await rm(folder, { recursive: true });
}
