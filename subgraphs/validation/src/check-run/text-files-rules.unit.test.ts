import { findTooDeep, selectTextFiles } from './text-files-rules.js';

describe('the files that tools are given', () => {
  const select = (path: string, content: string | Buffer) => {
    const isText = typeof content === 'string';
    const { texts, diagnostics } = selectTextFiles([
      {
        ...{ path, content: isText ? content : content.toString('base64') },
        ...{ encoding: isText ? 'UTF8' : 'BASE64', executable: false },
      },
    ]);
    return { text: texts[0]?.text, rule: diagnostics[0]?.rule };
  };

  it('are texts, however they came', () => {
    expect(select('a.ts', 'x')).toEqual({ text: 'x' });
    expect(select('a.ts', Buffer.from('é'))).toEqual({ text: 'é' });
  });

  it('are no pictures, and code that is no text is a finding', () => {
    expect(select('a.png', Buffer.from([0x89, 0xff, 0]))).toEqual({});
    expect(select('a.ts', Buffer.from([0xff]))).toEqual({ rule: 'not-text' });
    expect(select('a.ts', 'a\0b')).toEqual({ rule: 'not-text' });
  });

  it('are not huge', () => {
    expect(select('a.json', '1'.repeat(1024 * 1024 + 1))).toEqual({ rule: 'file-too-large' });
  });

  it('do not nest brackets beyond what a parser survives', () => {
    expect(select('a.ts', '('.repeat(40_000))).toEqual({ rule: 'nesting-too-deep' });
    expect(select('a.ts', `${'[{('.repeat(133)}${')}]'.repeat(133)}`).rule).toBeUndefined();
    expect(findTooDeep(`\n\n${'['.repeat(401)}`)).toBe(3);
    expect(findTooDeep('() => {};\n'.repeat(1_000))).toBeUndefined();
  });
});
