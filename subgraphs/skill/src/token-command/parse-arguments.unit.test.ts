import { parseArguments } from './parse-arguments.js';

const parse = (text: string) => parseArguments(text.split(' ').filter((word) => word !== ''));

describe('the arguments of the token command', () => {
  it('create a token, for 90 days if nothing else is said', () => {
    const input = { name: 'ci', scopes: ['read:skills', 'write:skills'], expires_in_days: 90 };
    expect(parse('create --name ci --scopes read:skills,write:skills')).toEqual({ name: 'create', input });
    expect(parse('create --days 7 --name=ci --scopes=read:skills,')).toEqual({
      name: 'create',
      input: { name: 'ci', scopes: ['read:skills'], expires_in_days: 7 },
    });
  });

  it('list and revoke tokens, and show the usage', () => {
    expect(parse('list')).toEqual({ name: 'list' });
    expect(parse('revoke 0')).toEqual({ name: 'revoke', id: '0' });
    expect(parse('create --help')).toEqual({ name: 'help' });
  });

  it.each([
    ['', 'Give a command.'],
    ['delete', 'There is no command delete.'],
    ['create --scopes admin', 'Give the token a name'],
    ['create --name ci', 'Give the token scopes'],
    ['create --name ci --scopes admin --days soon', '--days has to be a number of days, and is soon.'],
    ['create --name ci --scopes admin --days -1', '--days'],
    ['create --name ci --scopes admin x', 'one argument too many: x'],
    ['revoke', 'Give the id'],
    ['revoke a b', 'one argument too many: b'],
    ['list --all', "Unknown option '--all'"],
  ])('are refused with the reason and the usage: %s', (text, reason) => {
    expect(() => parse(text)).toThrow(reason);
    expect(() => parse(text)).toThrow('Usage: npm run -s token');
  });
});
