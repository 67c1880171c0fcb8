import { messageOf } from '@skillwright/service';
import { inside, type Sandbox } from './sandbox.js';

const mebibyte = 1024 * 1024;

/** Runs inside. Prints a list of faults: things that it can see or do and must not, and things that it lacks. */
const probeProgram = `
const fs = require('node:fs');
const can = (act) => { try { act(); return true; } catch { return false; } };
const faults = [];
for (const path of ['/etc/shadow', '/root', '/home', '/var', '/sys'])
  if (fs.existsSync(path)) faults.push('it shows ' + path);
for (const name of Object.keys(require('node:os').networkInterfaces()))
  if (name !== 'lo') faults.push('it has the network interface ' + name);
for (const folder of ['/usr/bin', '/etc', '${inside.projectModules}'])
  if (can(() => fs.writeFileSync(folder + '/skillwright-probe', ''))) faults.push('it can write to ' + folder);
for (const folder of ['${inside.work}', '/tmp'])
  if (!can(() => fs.writeFileSync(folder + '/skillwright-probe', ''))) faults.push('it cannot write to ' + folder);
for (const folder of ['${inside.ownModules}', '${inside.projectModules}'])
  if (!can(() => fs.readFileSync(folder + '/typescript/package.json')))
    faults.push('the packages cannot be read by other users there (chmod -R o+rX node_modules)');
const status = fs.readFileSync('/proc/self/status', 'utf8');
if (!/^CapEff:\\s*0+$/m.test(status) || !/^CapBnd:\\s*0+$/m.test(status)) faults.push('it keeps capabilities');
if (fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).length > 2) faults.push('it sees other processes');
process.stdout.write(JSON.stringify({ faults }));
`;

/** Runs a trial program in the sandbox. Returns a sentence on its faults, `undefined` when it isolates as promised. */
export async function findFault(sandbox: Sandbox): Promise<string | undefined> {
  let result;
  try {
    result = await sandbox.run({
      argv: [inside.node, '-e', probeProgram],
      limits: {
        ...{ wallMs: 10_000, cpuSeconds: 10, memoryBytes: 1024 * mebibyte, processes: 64 },
        ...{ outputBytes: mebibyte, workBytes: mebibyte },
      },
    });
  } catch (error) {
    return messageOf(error);
  }
  const faults = readFaults(result.output);
  if (faults?.length === 0) return undefined;
  if (faults) return `${faults.join('; ')}.`;
  const said = result.errorOutput.trim().split('\n').slice(-3).join(' ');
  return said === '' ? `the trial run ended with ${result.exit.code ?? result.exit.signal} (${result.reason}).` : said;
}

function readFaults(output: string): string[] | undefined {
  try {
    return (JSON.parse(output) as { faults: string[] }).faults;
  } catch {
    return undefined;
  }
}
