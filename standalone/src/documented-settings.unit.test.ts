import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { authSettings } from '@skillwright/auth/settings';
import { gatewaySettings } from '@skillwright/gateway';
import { generationSettings } from '@skillwright/generation';
import { parseConfig } from '@skillwright/service';
import { skillSettings, tokenSettings } from '@skillwright/skill';
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
  tokenSettings,
];

// The default of these settings depends on the machine or on other settings, so .env.example shows a value instead.
const examples = [
  'SKILL_DATABASE_URL',
  'VALIDATION_DATABASE_URL',
  'KAFKA_BROKERS',
  'KAFKA_PORT',
  'VALIDATION_CONCURRENCY',
  'SKILLWRIGHT_TOKEN',
  ...Object.keys(authSettings),
];
const paths = ['SUPERGRAPH', 'SKILLS_DIR'];

let example: Record<string, string>;

beforeAll(async () => {
  const text = await readFile(resolve(root, '.env.example'), 'utf8');
  example = Object.fromEntries(
    [...text.matchAll(/^# ([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
});

describe('.env.example', () => {
  it('has exactly the settings that the services read', () => {
    const names = new Set(parsers.flatMap(({ shape }) => Object.keys(shape)));
    expect(Object.keys(example).sort()).toEqual([...names].sort());
  });

  it('has values that each service accepts', () => {
    for (const parser of parsers) expect(() => parseConfig(parser, example)).not.toThrow();
  });

  it("shows each setting at the services' default", () => {
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
  it('names only existing settings, and all settings of a standalone start', async () => {
    const text = await readFile(resolve(root, 'docs/architecture.md'), 'utf8');
    const [, table = ''] = text.split('## Settings');
    const rows = [...table.matchAll(/^\| (`[^|]+?) +\|/gm)].map(([, names = '']) => names);
    const named = rows.flatMap((names) => [...names.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name));
    expect(Object.keys(example)).toEqual(expect.arrayContaining(named));
    expect(named).toEqual(expect.arrayContaining(Object.keys(standaloneSettings.shape)));
  });
});
