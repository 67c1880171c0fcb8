import { defineErrors } from '@skillwright/service';
import { printErrorTable } from './error-table.js';

const lamps = defineErrors({
  LAMP_GONE: { category: 'not_found', message: 'There is no lamp {id}.' },
  LAMP_BUSY: { category: 'unavailable', message: 'The lamp is in use.' },
});

describe('the table of errors', () => {
  it('contains each code with its service, category, status and message, sorted by code', () => {
    const rows = printErrorTable({ lamp: lamps }).split('\n').slice(-3, -1);
    expect(rows).toEqual([
      '| `LAMP_BUSY` | lamp | unavailable | 503 | yes | The lamp is in use. |',
      '| `LAMP_GONE` | lamp | not_found | 404 |  | There is no lamp {id}. |',
    ]);
  });

  it('refuses a code that is in two registers', () => {
    expect(() => printErrorTable({ lamp: lamps, shade: lamps })).toThrow('LAMP_GONE is registered twice');
  });
});
