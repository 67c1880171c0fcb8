import { z } from 'zod';
import { ConfigError, parseConfig, settings } from '../index.js';

const schema = z.object({
  PORT: settings.port(4000),
  KAFKA_BROKERS: settings.kafkaBrokers,
  SKILL_DATABASE_URL: settings.databaseUrl.optional(),
});

describe('parseConfig', () => {
  it('uses defaults, and treats an empty variable as unset', () => {
    expect(parseConfig(schema, { PORT: '' })).toEqual({ PORT: 4000 });
  });

  it('names every bad variable in one error', () => {
    const parse = () =>
      parseConfig(schema, { PORT: '70000', KAFKA_BROKERS: 'broker', SKILL_DATABASE_URL: 'mysql://x' });
    expect(parse).toThrow(ConfigError);
    expect(parse).toThrow(/PORT: .*\n.*KAFKA_BROKERS: .*\n.*SKILL_DATABASE_URL: /);
  });

  it.each([
    ['a:1, b:2', ['a:1', 'b:2']],
    ['none', []],
    ['NONE', []],
  ])('reads the brokers of %j', (text, brokers) => {
    expect(parseConfig(schema, { KAFKA_BROKERS: text }).KAFKA_BROKERS).toEqual(brokers);
  });

  it('returns an object that cannot be changed', () => {
    expect(Object.isFrozen(parseConfig(schema, {}))).toBe(true);
  });
});
