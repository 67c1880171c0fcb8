import { existsSync } from 'node:fs';
import { ConfigError } from '@skillwright/service';
import { parseSkillConfig } from './config.js';

const databaseUrl = 'postgresql://skill:secret@127.0.0.1:5432/skill';

describe('parseSkillConfig', () => {
  it('needs no more than a database', () => {
    const config = parseSkillConfig({ SKILL_DATABASE_URL: databaseUrl });
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4001,
      logLevel: 'info',
      kafkaBrokers: undefined,
      service: {
        databaseUrl,
        generationUrl: 'http://127.0.0.1:4002',
        validationUrl: 'http://127.0.0.1:4003',
      },
    });
    expect(existsSync(config.service.skillsDir ?? '')).toBe(true);
  });

  it('names every bad setting at once', () => {
    const parse = () =>
      parseSkillConfig({
        PORT: 'x',
        KAFKA_BROKERS: 'nowhere',
        GENERATION_SERVICE_URL: 'ftp://x',
        SKILL_DATABASE_URL: '',
      });
    expect(parse).toThrow(ConfigError);
    expect(parse).toThrow(/PORT[^]*SKILL_DATABASE_URL[^]*KAFKA_BROKERS[^]*GENERATION_SERVICE_URL/);
  });
});
