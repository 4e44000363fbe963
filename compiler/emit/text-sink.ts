import type { LayoutSink } from './layout.ts';

/** Takes laid-out text as a string. */
export class TextSink implements LayoutSink {
  private readonly parts: string[] = [];
  private level = 0;

  get text(): string {
    return this.parts.join('');
  }
  write(text: string): void {
    this.parts.push(text);
  }
  newLine(): void {
    this.parts.push(`\n${'  '.repeat(this.level)}`);
  }
  indent(): void {
    this.level += 1;
  }
  outdent(): void {
    this.level -= 1;
  }
  mark(): void {}
}
