import { isAbsolute, join, resolve } from 'node:path';
import { parseGenerationConfig } from './config.js';

describe('parseGenerationConfig', () => {
  it('keeps projects, templates and outbox below the data folder, absolute', () => {
    const {
      service,
      process: { PORT: port },
    } = parseGenerationConfig({ DATA_DIR: 'somewhere' });
    expect(port).toBe(4002);
    expect(service).toMatchObject({
      skillUrl: 'http://127.0.0.1:4001',
      projectsDir: resolve('somewhere/projects'),
      templatesDir: resolve('somewhere/templates'),
    });
    expect(isAbsolute(service.outboxDir)).toBe(true);
    expect(service.outboxDir).toBe(join(resolve('somewhere'), 'outbox', 'generation'));
  });

  it('reports all invalid settings', () => {
    expect(() => parseGenerationConfig({ PORT: '-1', SKILL_SERVICE_URL: 'nowhere' })).toThrow(
      /PORT[^]*SKILL_SERVICE_URL/,
    );
  });
});
