import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gatewaySettings } from '@skillwright/gateway';
import { generationSettings } from '@skillwright/generation';
import { parseConfig } from '@skillwright/service';
import { skillSettings } from '@skillwright/skill';
import { validationSettings } from '@skillwright/validation';
import type { z } from 'zod';
import { standaloneSettings } from './config.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const parsers: readonly z.ZodObject[] = [
  standaloneSettings,
  gatewaySettings,
  skillSettings,
  generationSettings,
  validationSettings,
];

// These have no default that would be the same on every machine: the example is an example.
const examples = ['SKILL_DATABASE_URL', 'VALIDATION_DATABASE_URL', 'KAFKA_BROKERS', 'VALIDATION_CONCURRENCY'];
const paths = ['SUPERGRAPH', 'SKILLS_DIR'];

let example: Record<string, string>;

beforeAll(async () => {
  const text = await readFile(resolve(root, '.env.example'), 'utf8');
  example = Object.fromEntries(
    [...text.matchAll(/^# ([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
});

describe('.env.example', () => {
  it('has every setting that a service reads, and no other', () => {
    const names = new Set(parsers.flatMap(({ shape }) => Object.keys(shape)));
    expect(Object.keys(example).sort()).toEqual([...names].sort());
  });

  it('has values that every service accepts', () => {
    for (const parser of parsers) expect(() => parseConfig(parser, example)).not.toThrow();
  });

  it('has each setting at the default that services have for it', () => {
    const required = {
      SKILL_DATABASE_URL: example['SKILL_DATABASE_URL'],
      VALIDATION_DATABASE_URL: example['VALIDATION_DATABASE_URL'],
    };
    const defaults: Record<string, unknown[]> = {};
    for (const parser of parsers) {
      for (const [name, value] of Object.entries(parseConfig(parser, required)))
        (defaults[name] ??= []).push(String(value));
    }
    for (const [name, value] of Object.entries(example)) {
      if (examples.includes(name)) continue;
      expect(defaults[name]).toContain(paths.includes(name) ? resolve(root, value) : value);
    }
  });
});

describe("the architecture document's table of settings", () => {
  it('names only settings that there are, and all that mean the same everywhere', async () => {
    const text = await readFile(resolve(root, 'docs/architecture.md'), 'utf8');
    const [, table = ''] = text.split('## Settings');
    const rows = [...table.matchAll(/^\| (`[^|]+?) +\|/gm)].map(([, names = '']) => names);
    const named = rows.flatMap((names) => [...names.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name));
    expect(Object.keys(example)).toEqual(expect.arrayContaining(named));
    expect(named).toEqual(expect.arrayContaining(Object.keys(standaloneSettings.shape)));
  });
});
