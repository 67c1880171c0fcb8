import type { Diagnostic } from './diagnostic.js';

/** A file that tools are given: its text, at a path of the project. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A program or library that a check works with, as the report names it. */
export interface Tool {
  readonly name: string;
  /** The npm package that brings it: its version is the tool's. */
  readonly packageName: string;
}

/**
 * One thing that is found out about code. The service knows a check by this description alone: its tools are loaded in
 * the sandbox, by `load`.
 */
export type Check = FileCheck | ProjectCheck;

interface CheckDescription {
  /** As the schema's enum `CodeCheck` names it, unless it is always run. */
  readonly name: string;
  /** Whether it is a part of every job, and cannot be asked for. */
  readonly isAlwaysRun?: boolean;
  readonly tools: readonly Tool[];
}

/** A check that looks at each file by itself. */
export interface FileCheck extends CheckDescription {
  readonly kind: 'file';
  load(): Promise<LoadedFileCheck>;
}

/** A check that looks at all files together. */
export interface ProjectCheck extends CheckDescription {
  readonly kind: 'project';
  load(): Promise<LoadedProjectCheck>;
}

export interface LoadedFileCheck {
  /** Whether the check reads the file, by its path or its text. */
  selects(file: TextFile): boolean;
  /** Reads the project's configuration of the check, as data, once for each job. */
  prepare(files: readonly TextFile[]): Promise<PreparedFileCheck> | PreparedFileCheck;
}

export interface PreparedFileCheck {
  /** Findings on the project's own configuration of the check. */
  readonly findings?: readonly Diagnostic[];
  /** Returns the findings on a file; may throw, which is a finding too. */
  checkFile(file: TextFile): Promise<readonly Diagnostic[]> | readonly Diagnostic[];
}

export interface LoadedProjectCheck {
  /** Whether the check reads the file, by its path or its text. */
  selects(file: TextFile): boolean;
  /** Carries the check out, unit by unit. */
  run(project: CheckedProject): Promise<void>;
}

/** A project's files in the turn of one check. */
export interface CheckedProject {
  /** All files except those that a tool of this check has failed on. */
  readonly files: readonly TextFile[];
  /** Whether an earlier check could not parse the file, and has reported that. */
  isBroken(path: string): boolean;
  /**
   * Does one unit of the job: `find` returns the findings on the file at `path`, or on the project where it is null. A unit
   * of many small steps calls `stayAlive` at each step, or it is ended as one that hangs. Returns false for a unit that is
   * skipped because it ended a worker before.
   */
  inUnit(path: string | null, find: (stayAlive: () => void) => readonly Diagnostic[]): Promise<boolean>;
}
