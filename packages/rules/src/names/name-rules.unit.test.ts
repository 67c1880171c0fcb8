import { findNameFault } from './name-rules.js';

describe('findNameFault', () => {
  it.each(['a', '7-zip-2', 'pdf-forms', 'console', 'com10', 'a'.repeat(64)])('takes %j', (name) => {
    expect(findNameFault(name)).toBeUndefined();
  });

  it.each(['', 'Pdf', '-pdf', 'pdf-', 'pdf--forms', 'pdf_forms', '../pdf', 'é', 'pdf\n', 'a'.repeat(65)])(
    'refuses %j for its form',
    (name) => {
      expect(findNameFault(name)?.code).toBe('name_form');
    },
  );

  it.each(['con', 'nul', 'aux', 'com1', 'lpt9'])('refuses %j, a device of Windows', (name) => {
    expect(findNameFault(name)).toEqual({
      code: 'name_reserved',
      rule: 'must not be a name that Windows keeps for a device',
      message: `The name "${name}" must not be a name that Windows keeps for a device.`,
    });
  });
});
