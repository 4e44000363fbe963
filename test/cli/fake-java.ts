import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { vi } from 'vitest';
import { folderWith } from './check-spec.ts';

/** A message of TLC's tool mode. */
export type Message = readonly [code: number, text: string];

/** Messages as TLC prints them. */
export function toolOutput(messages: readonly Message[]): string {
  return messages
    .map(([code, text]) => `@!@!@STARTMSG ${code}:1 @!@!@\n${text}\n@!@!@ENDMSG ${code} @!@!@\n`)
    .join('');
}

/**
 * A folder with files and an empty jar, where `java` is a script of a shell: lines that know the folder as $FOLDER, and the arguments as "$*". Until
 * vi.unstubAllEnvs.
 */
export function folderWithJava(files: Readonly<Record<string, string>>, script: readonly string[]): string {
  const folder = folderWith({ ...files, 'tla2tools.jar': '' });
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const program = join(bin, 'java');
  writeFileSync(
    program,
    ['#!/bin/sh', `FOLDER='${folder}'`, 'echo "$*" >> "$FOLDER/arguments"', ...script, ''].join('\n'),
  );
  chmodSync(program, 0o755);
  vi.stubEnv('TLA2TOOLS_JAR', join(folder, 'tla2tools.jar'));
  vi.stubEnv('PATH', `${bin}${delimiter}${process.env['PATH'] ?? ''}`);
  return folder;
}
