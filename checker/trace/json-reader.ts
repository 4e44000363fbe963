import { TraceFormatError } from './recorded.ts';

/** Reads parsed JSON with the place of whatever is not as expected: `states[3].step.label: expected a string`. */
export class JsonReader {
  readonly value: unknown;
  readonly path: string;

  constructor(value: unknown, path = '') {
    this.value = value;
    this.path = path;
  }

  fail(expected: string): never {
    throw new TraceFormatError(`${this.path === '' ? 'the file' : this.path}: expected ${expected}`);
  }

  get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  text(): string {
    return typeof this.value === 'string' ? this.value : this.fail('a string');
  }

  textIfThere(): string | undefined {
    return this.isAbsent ? undefined : this.text();
  }

  oneOf<T extends string>(allowed: readonly T[]): T {
    return allowed.find((value) => value === this.value) ?? this.fail(`one of ${allowed.join(', ')}`);
  }

  /** An integer from 0 to below `end`. */
  index(end: number): number {
    const { value } = this;
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < end;
    return fits ? value : this.fail(`a number from 0 to ${end - 1}`);
  }

  items(): readonly JsonReader[] {
    if (!Array.isArray(this.value)) return this.fail('a list');
    return this.value.map((item, i) => new JsonReader(item, `${this.path}[${i}]`));
  }

  /** All fields by name. */
  fields(): readonly (readonly [string, JsonReader])[] {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.fail('an object');
    return Object.entries(value).map(([name, field]) => [name, new JsonReader(field, this.pathOf(name))]);
  }

  field(name: string): JsonReader {
    return (
      this.fields().find(([other]) => other === name)?.[1] ?? new JsonReader(undefined, this.pathOf(name))
    );
  }

  private pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }
}

/** The JSON in a text. */
export function readJson(text: string): JsonReader {
  try {
    return new JsonReader(JSON.parse(text));
  } catch (error) {
    throw new TraceFormatError(
      `the file is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
}
