import { isId, newId } from '@skillwright/service';
import { templateIdOf } from './template-id.js';

describe('templateIdOf', () => {
  const skillId = '019ab3c1-6f00-7abc-8def-000000000001';

  it('is the same for the same skill and name, whatever the case of the id', () => {
    expect(templateIdOf(skillId, 'site')).toBe(templateIdOf(skillId.toUpperCase(), 'site'));
    expect(templateIdOf(skillId, 'site')).toBe('019ab3c1-6f00-7116-a096-c7f01f3845d0');
  });

  it('is a UUIDv7 with the time of its skill', () => {
    const id = templateIdOf(newId(), 'site');
    expect(isId(id)).toBe(true);
    expect(templateIdOf(skillId, 'site').slice(0, 13)).toBe(skillId.slice(0, 13));
  });

  it('differs by name and by skill', () => {
    expect(new Set([templateIdOf(skillId, 'a'), templateIdOf(skillId, 'b'), templateIdOf(newId(), 'a')]).size).toBe(3);
  });
});
