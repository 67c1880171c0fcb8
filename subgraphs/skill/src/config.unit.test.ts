import { existsSync } from 'node:fs';
import { ConfigError } from '@skillwright/service';
import { parseSkillConfig } from './config.js';

const databaseUrl = 'postgresql://skill:secret@127.0.0.1:5432/skill';

describe('parseSkillConfig', () => {
  it('requires only a database', () => {
    const config = parseSkillConfig({ SKILL_DATABASE_URL: databaseUrl });
    expect(config).toMatchObject({
      process: {
        HOST: '127.0.0.1',
        PORT: 4001,
        LOG_LEVEL: 'info',
        EVENT_RETENTION_DAYS: 7,
      },
      service: {
        databaseUrl,
        generationUrl: 'http://127.0.0.1:4002',
        validationUrl: 'http://127.0.0.1:4003',
      },
    });
    expect(config.process.KAFKA_BROKERS).toBeUndefined();
    expect(existsSync(config.service.skillsDir ?? '')).toBe(true);
  });

  it('reports all invalid settings at once', () => {
    const parse = () =>
      parseSkillConfig({
        PORT: 'x',
        KAFKA_BROKERS: 'nowhere',
        GENERATION_SERVICE_URL: 'ftp://x',
        SKILL_DATABASE_URL: '',
      });
    expect(parse).toThrow(ConfigError);
    expect(parse).toThrow(/PORT[^]*KAFKA_BROKERS[^]*SKILL_DATABASE_URL[^]*GENERATION_SERVICE_URL/);
  });
});
