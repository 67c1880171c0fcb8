import { ConfigError, parseConfig } from '@skillwright/service';
import { z } from 'zod';
import { authSettings } from './auth-settings.js';
import { readAuthConfig } from './read-auth-config.js';

const schema = z.object({ ...authSettings, HOST: z.string().default('127.0.0.1'), DATA_DIR: z.string().default('/d') });
const read = (env: Record<string, string>) => readAuthConfig(parseConfig(schema, env));
const faultsOf = (env: Record<string, string>) => {
  try {
    read(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

const issuer = { AUTH_ISSUER: 'https://i.example', AUTH_JWKS: 'https://i.example/jwks', AUTH_AUDIENCE: 'sw' };

describe('the settings of authentication', () => {
  it('need nothing on loopback', () => {
    for (const HOST of ['127.0.0.1', '127.1.2.3', 'localhost', '::1']) expect(read({ HOST })).toEqual({ mode: 'none' });
  });

  it('require tokens if there is an issuer', () => {
    expect(read({ ...issuer, HOST: '0.0.0.0' })).toEqual({
      mode: 'required',
      platformKey: '/d/keys/platform.json',
      monitoring: 'open',
      issuer: { issuer: 'https://i.example', audience: 'sw', jwks: new URL('https://i.example/jwks') },
    });
  });

  it("can require the platform's own tokens alone", () => {
    const set = { AUTH: 'required', PLATFORM_KEY: '/run/secrets/key' };
    const config = { mode: 'required', platformKey: '/run/secrets/key', issuer: undefined };
    expect(read(set)).toEqual({ ...config, monitoring: 'open' });
    expect(read({ ...set, MONITORING_ACCESS: 'admin' })).toEqual({ ...config, monitoring: 'admin' });
  });

  it('take the path of a file for the keys', () => {
    expect(read({ ...issuer, AUTH_JWKS: '/etc/jwks.json' })).toMatchObject({ issuer: { jwks: '/etc/jwks.json' } });
  });

  it.each([
    [{ HOST: '0.0.0.0' }, ['HOST: 0.0.0.0 can be reached from other machines']],
    [{ HOST: '127.0.0.1.example.com', AUTH: 'none' }, ['HOST: 127.0.0.1.example.com can be reached']],
    [{ AUTH: 'maybe' }, ['AUTH: must be none or required']],
    [{ ...issuer, AUTH: 'none' }, ['AUTH_ISSUER: is set although', 'AUTH_JWKS: is', 'AUTH_AUDIENCE: is']],
    [{ AUTH_JWKS: '/j' }, ['AUTH_JWKS: is set without AUTH_ISSUER. Set AUTH_ISSUER, AUTH_JWKS and AUTH_AUDIENCE']],
    [{ AUTH: 'required', AUTH_AUDIENCE: 'a' }, ['AUTH_AUDIENCE: is set without AUTH_ISSUER']],
    [{ MONITORING_ACCESS: 'admin' }, ['MONITORING_ACCESS: is admin although no token would be checked']],
    [{ MONITORING_ACCESS: 'closed', AUTH: 'required' }, ['MONITORING_ACCESS: must be open or admin']],
    [{ AUTH_ISSUER: 'i' }, ['AUTH_JWKS: is needed', 'AUTH_AUDIENCE: is needed']],
    [{ ...issuer, AUTH_ISSUER: 'skillwright' }, ['AUTH_ISSUER: skillwright is the name of the platform itself']],
    [{ ...issuer, AUTH_JWKS: 'ftp://i.example/j' }, ['AUTH_JWKS: must be the path of a file, or a URL']],
  ])('%j are refused', (env, starts) => {
    const faults = faultsOf(env as Record<string, string>);
    expect(faults.map((fault, index) => fault.slice(0, starts[index]?.length))).toEqual(starts);
  });
});
