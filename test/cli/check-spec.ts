import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runIn } from './harness.ts';
import type { Outcome } from './harness.ts';

/** A counter that two processes raise to Max, one by one; with Broken, one of them forgets to look. */
export const counterSpec = `---- MODULE Counter ----
EXTENDS Naturals
CONSTANTS Max, Broken

(* --algorithm Counter
variables x = 0;

fair process raiser \\in {1, 2}
variable old = 0;
begin
raise:
  while TRUE do
    await x < Max;
    old := x;
  put:
    x := IF Broken THEN x + 1 ELSE old + 1;
  end while;
end process;

end algorithm; *)
\\* BEGIN TRANSLATION
\\* END TRANSLATION

InRange == x \\in 0..Max
Full == <>(x = Max)
Grows == [][x' >= x]_x
Empty == []<>(x = 0)
View == [value |-> x, twice |-> 2 * x]
Small == x < 2
====
`;

export const counterConfig = `SPECIFICATION Spec
CONSTANTS Max = 3 Broken = FALSE
INVARIANT InRange
PROPERTY Full
CHECK_DEADLOCK FALSE
`;

/** A folder with files in it that is gone after the test. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'mpcal-ts-check-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Runs the program with --json in a folder and reads the one object it prints. */
export async function jsonOf(
  folder: string,
  ...args: readonly string[]
): Promise<Outcome & { readonly report: Readonly<Record<string, unknown>> }> {
  const outcome = await runIn(folder, ...args, '--json');
  return { ...outcome, report: JSON.parse(outcome.out) as Readonly<Record<string, unknown>> };
}
