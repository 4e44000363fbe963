/** Where an expression stands in the specification; lines and columns count from 1. */
export interface Site {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

export function site(file: string, line: number, column: number, text: string): Site {
  return { file, line, column, text };
}
