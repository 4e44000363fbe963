/**
 * Arguments such as `-7 \\div 2` begin like options and are none: a space before them keeps the parser of options from taking them apart.
 * What looks like an option stays one, unless it stands behind `--`.
 */
export function protectedArguments(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  const protect = (argument: string): string => (argument.startsWith('-') ? ` ${argument}` : argument);
  const before = end < 0 ? args : args.slice(0, end);
  const after = end < 0 ? [] : args.slice(end + 1);
  return [
    ...before.map((argument) => (isOption(argument) ? argument : protect(argument))),
    ...after.map(protect),
  ];
}

function isOption(argument: string): boolean {
  return /^--?[A-Za-z][\w-]*(=[\s\S]*)?$/.test(argument);
}

/** The argument as the user wrote it. */
export function withoutProtection(argument: string): string {
  return argument.startsWith(' -') ? argument.slice(1) : argument;
}
