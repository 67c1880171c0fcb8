import { judgedCalls, refusedCalls } from './refused-calls.js';

/** One instruction of classic BPF (linux/filter.h): operation, jump if true, jump if false, operand. */
type Instruction = readonly [code: number, jumpTrue: number, jumpFalse: number, operand: number];

const LOAD_WORD = 0x20;
const JUMP_IF_EQUAL = 0x15;
const JUMP_IF_AT_LEAST = 0x35;
const JUMP_IF_ANY_BIT = 0x45;
const RETURN = 0x06;

const ALLOW = 0x7fff_0000;
const KILL_PROCESS = 0x8000_0000;
const refuse = (errno: number) => 0x0005_0000 | errno;
const EPERM = 1;
const ENOSYS = 38;
const EAFNOSUPPORT = 97;

// Offsets in struct seccomp_data; the arguments' low halves come first on both machines.
const CALL = 0;
const MACHINE = 4;
const FIRST_ARGUMENT = 16;

/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
const NAMESPACE_FLAGS = 0x7e02_0000;
/** AF_UNIX, AF_INET, AF_INET6, AF_NETLINK: all others, AF_VSOCK first, are not bound to a namespace or not needed. */
const SOCKET_FAMILIES = [1, 2, 10, 16];
/** x32 calls on x86-64 have this bit, and would pass by every number below. */
const X32_BIT = 0x4000_0000;

const machines = {
  x64: { audit: 0xc000_003e, column: 0 },
  arm64: { audit: 0xc000_00b7, column: 1 },
} as const;

/** The seccomp filter for this machine, as the kernel reads it (an array of struct sock_filter); `undefined` on others. */
export function createSeccompProgram(machine: string): Buffer | undefined {
  if (machine !== 'x64' && machine !== 'arm64') return undefined;
  const { audit, column } = machines[machine];
  const refused = Object.values(refusedCalls).flatMap((numbers) => numbers[column] ?? []);
  return encode([
    [LOAD_WORD, 0, 0, MACHINE],
    [JUMP_IF_EQUAL, 1, 0, audit],
    [RETURN, 0, 0, KILL_PROCESS],
    [LOAD_WORD, 0, 0, CALL],
    [JUMP_IF_AT_LEAST, 0, 1, X32_BIT],
    [RETURN, 0, 0, refuse(EPERM)],
    ...refused.flatMap((call) => ifCall(call, [[RETURN, 0, 0, refuse(EPERM)]])),
    // The C library then falls back to clone, whose flags can be seen.
    ...ifCall(judgedCalls.clone3[column], [[RETURN, 0, 0, refuse(ENOSYS)]]),
    ...ifCall(judgedCalls.clone[column], [
      [LOAD_WORD, 0, 0, FIRST_ARGUMENT],
      [JUMP_IF_ANY_BIT, 0, 1, NAMESPACE_FLAGS],
      [RETURN, 0, 0, refuse(EPERM)],
      [RETURN, 0, 0, ALLOW],
    ]),
    ...ifCall(judgedCalls.socket[column], [
      [LOAD_WORD, 0, 0, FIRST_ARGUMENT],
      ...SOCKET_FAMILIES.flatMap((family): Instruction[] => [
        [JUMP_IF_EQUAL, 0, 1, family],
        [RETURN, 0, 0, ALLOW],
      ]),
      [RETURN, 0, 0, refuse(EAFNOSUPPORT)],
    ]),
    [RETURN, 0, 0, ALLOW],
  ]);
}

function ifCall(call: number, then: readonly Instruction[]): Instruction[] {
  return [[JUMP_IF_EQUAL, 0, then.length, call], ...then];
}

function encode(program: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(program.length * 8);
  program.forEach(([code, jumpTrue, jumpFalse, operand], index) => {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(jumpTrue, index * 8 + 2);
    bytes.writeUInt8(jumpFalse, index * 8 + 3);
    bytes.writeUInt32LE(operand >>> 0, index * 8 + 4);
  });
  return bytes;
}
