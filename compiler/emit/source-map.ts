import { GenMapping, maybeAddMapping, setSourceContent, toEncodedMap } from '@jridgewell/gen-mapping';
import type { Source, Span } from '../source/index.ts';
import { fileNameOf } from './site-table.ts';

/** Collects where generated text comes from. Lines count from 1, columns of the generated text from 0. */
export class SourceMapBuilder {
  private readonly map: GenMapping;
  private readonly sources = new Set<Source>();

  /** `file` is the name of the generated file. */
  constructor(file: string) {
    this.map = new GenMapping({ file });
  }

  add(generatedLine: number, generatedColumn: number, span: Span): void {
    const { line, column } = span.source.positionAt(span.start);
    const source = fileNameOf(span.source);
    this.sources.add(span.source);
    maybeAddMapping(this.map, {
      generated: { line: generatedLine, column: generatedColumn },
      original: { line, column: column - 1 },
      source,
    });
  }

  /** The map as JSON text; the specs' texts are in it. */
  toJson(): string {
    for (const source of this.sources) setSourceContent(this.map, fileNameOf(source), source.text);
    return JSON.stringify(toEncodedMap(this.map));
  }
}
