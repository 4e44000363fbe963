/** Something outside the program is not as it must be: a file that cannot be read or must not be written. Told without a stack. */
export class InputProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'InputProblem';
  }
}

/** The command line makes no sense. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** What the operating system said. */
export function causeOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
