import { createSeccompProgram } from './seccomp-program.js';

const x64 = 0xc000_003e;
const arm64 = 0xc000_00b7;
const allowed = 0x7fff_0000;
const refused = (errno: number) => 0x0005_0000 | errno;

/** Runs a classic BPF program over struct seccomp_data, as the kernel would. */
function judge(program: Buffer, call: { machine: number; number: number; argument?: number }): number {
  const data: Record<number, number> = { 0: call.number, 4: call.machine, 16: call.argument ?? 0 };
  let accumulator = 0;
  for (let at = 0; ; at += 1) {
    const code = program.readUInt16LE(at * 8);
    const operand = program.readUInt32LE(at * 8 + 4);
    const jump = (condition: boolean) => program.readUInt8(at * 8 + (condition ? 2 : 3));
    if (code === 0x06) return operand;
    if (code === 0x20) accumulator = (data[operand] ?? 0) >>> 0;
    else if (code === 0x15) at += jump(accumulator === operand);
    else if (code === 0x35) at += jump(accumulator >= operand);
    else if (code === 0x45) at += jump((accumulator & operand) !== 0);
    else throw new Error(`unknown instruction ${code}`);
  }
}

describe('the seccomp program', () => {
  const program = createSeccompProgram('x64') as Buffer;
  const judgeX64 = (number: number, argument?: number) =>
    judge(program, { machine: x64, number, ...(argument === undefined ? {} : { argument }) });

  it.each([
    ['read', 0],
    ['execve', 59],
    ['futex', 202],
  ])('allows %s', (_name, number) => {
    expect(judgeX64(number)).toBe(allowed);
  });

  it.each([
    ['ptrace', 101],
    ['mount', 165],
    ['bpf', 321],
    ['io_uring_setup', 425],
    ['keyctl', 250],
    ['unshare', 272],
  ])('refuses %s with EPERM', (_name, number) => {
    expect(judgeX64(number)).toBe(refused(1));
  });

  it('sends clone3 away with ENOSYS, so that the library falls back to clone', () => {
    expect(judgeX64(435)).toBe(refused(38));
  });

  it('allows clone for threads and children, and refuses it for every namespace', () => {
    const thread = 0x3d0f00;
    expect(judgeX64(56, thread)).toBe(allowed);
    for (const flag of [0x2_0000, 0x200_0000, 0x400_0000, 0x800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000]) {
      expect(judgeX64(56, thread | flag)).toBe(refused(1));
    }
  });

  it('allows sockets of the four families that are namespaced, and no other', () => {
    expect([1, 2, 10, 16].map((family) => judgeX64(41, family))).toEqual([allowed, allowed, allowed, allowed]);
    expect([0, 17, 38, 40].map((family) => judgeX64(41, family))).toEqual(Array(4).fill(refused(97)));
  });

  it('refuses the x32 calls, which have numbers of their own', () => {
    expect(judgeX64(0x4000_0000 + 101)).toBe(refused(1));
  });

  it('ends a process that calls in the tongue of another machine', () => {
    expect(judge(program, { machine: 0x4000_0003, number: 1 })).toBe(0x8000_0000);
  });

  it('knows the numbers of 64-bit Arm', () => {
    const onArm = createSeccompProgram('arm64') as Buffer;
    expect(judge(onArm, { machine: arm64, number: 117 })).toBe(refused(1));
    expect(judge(onArm, { machine: arm64, number: 63 })).toBe(allowed);
  });

  it('is not made for other machines', () => {
    expect(createSeccompProgram('riscv64')).toBeUndefined();
  });
});
