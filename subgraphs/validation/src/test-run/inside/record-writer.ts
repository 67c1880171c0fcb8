import { writeSync } from 'node:fs';
import type { FoundTest, TestRecord } from '../test-protocol.js';

// The project's code runs in the same process and may replace what all code shares. All that turns a record into bytes is
// therefore taken hold of here, before it runs, and nothing below reaches for a method or looks anything up on a prototype.

const write = writeSync;
const { stringify } = JSON;
const codeAt = Function.prototype.call.bind(String.prototype.charCodeAt) as (text: string, index: number) => number;
const from = Function.prototype.call.bind(String.prototype.slice) as (text: string, start: number) => string;

const recordsDescriptor = 3;
const hex = '0123456789abcdef';

/** Creates a function that writes a record as a line that begins with `nonce`. */
export function createRecordWriter(nonce: string): (record: TestRecord) => void {
  return (record) => writeAll(`{"nonce":${toJson(nonce)},${membersOf(record)}}\n`);
}

function membersOf(record: TestRecord): string {
  switch (record.type) {
    case 'begin':
      return `"type":"begin","fault":${toJson(record.fault)}`;
    case 'test':
      return `"type":"test","test":${toJsonTest(record.test)}`;
    case 'coverage': {
      const { path, ran, missed } = record.file;
      return `"type":"coverage","file":{"path":${toJson(path)},"ran":${toJsonList(ran)},"missed":${toJsonList(missed)}}`;
    }
    case 'end':
      return `"type":"end","tests":${toJson(record.tests)},"isControlRed":${toJson(record.isControlRed)}`;
  }
}

function toJsonTest({ path, titles, status, durationMs, message, line, column }: FoundTest): string {
  const what = `"path":${toJson(path)},"titles":${toJsonList(titles)},"status":${toJson(status)}`;
  const how = `"durationMs":${toJson(durationMs)},"message":${toJson(message)}`;
  return `{${what},${how},"line":${toJson(line)},"column":${toJson(column)}}`;
}

function toJsonList(values: readonly (string | number)[]): string {
  let list = '';
  for (let index = 0; index < values.length; index += 1) list += `${index === 0 ? '' : ','}${toJson(values[index])}`;
  return `[${list}]`;
}

/** JSON of a primitive value, which has no `toJSON` to call, in ASCII: as many bytes as characters. */
function toJson(value: string | number | boolean | null | undefined): string {
  if (typeof value === 'object' || value === undefined) return 'null';
  const text = stringify(value);
  let ascii = '';
  for (let index = 0; index < text.length; index += 1) {
    const code = codeAt(text, index);
    ascii += code < 0x7f ? text[index] : escape(code);
  }
  return ascii;
}

function escape(code: number): string {
  return `\\u${hex[code >> 12]}${hex[(code >> 8) & 15]}${hex[(code >> 4) & 15]}${hex[code & 15]}`;
}

function writeAll(text: string): void {
  let rest = text;
  while (rest.length > 0) {
    try {
      rest = from(rest, write(recordsDescriptor, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}
