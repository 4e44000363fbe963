import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import type { Diagnostic } from '../compiler/index.ts';
import { parseExpression, parseUnits, Source } from '../compiler/index.ts';
import type { ExpressionSession } from './expressions.ts';
import { renderOutcome } from './outcomes.ts';
import type { Terminal } from './terminal.ts';

const help = `An expression is evaluated:            1 + 1
A definition is kept:                  double(x) == 2 * x
What is not complete goes on in the next line, up to an empty one; so does what begins with /\\ or \\/.

:help         this
:definitions  what has been defined
:quit         the end; so is Ctrl-D. Ctrl-C drops what has been typed.
`;

/** How many lines are remembered. */
const historyLines = 1000;

/** The lines of earlier sessions, oldest first. */
export interface History {
  readonly lines: readonly string[];
  readonly save: (lines: readonly string[]) => void;
}

const prompts = { first: 'tla> ', more: '...> ' } as const;

/** Reads expressions and definitions line by line and answers them. Without a screen it prints answers only, so that it runs scripts. */
export class Repl {
  /** How many inputs had no value or made no sense. */
  failures = 0;
  private readonly session: ExpressionSession;
  private readonly terminal: Terminal;
  private readonly pending: string[] = [];
  private inputs = 0;
  private readonly history: History | undefined;

  /** `history` is for a person: scripts neither see nor change it. */
  constructor(session: ExpressionSession, terminal: Terminal, history?: History) {
    this.session = session;
    this.history = history;
    this.terminal = terminal;
  }

  /** Until the input ends or says so. */
  async run(): Promise<void> {
    const { keyboard } = this.terminal;
    if (keyboard === undefined) return;
    const { input, screen } = keyboard;
    let typed = (this.history?.lines ?? []).slice(-historyLines).reverse();
    const lines = createInterface({
      input,
      ...(screen === undefined ? {} : { output: screen, historySize: historyLines, history: typed }),
      terminal: screen !== undefined,
      prompt: prompts.first,
    });
    lines.on('history', (newestFirst: string[]) => {
      typed = [...newestFirst];
    });
    lines.on('SIGINT', () => {
      this.pending.length = 0;
      screen?.write('\n');
      this.prompt(lines);
    });
    if (screen !== undefined) {
      this.terminal.out('TLA+ expressions and definitions; :help for help\n');
      this.prompt(lines);
    }
    for await (const line of lines) {
      if (this.pending.length === 0 && /^\s*:q(uit)?\s*$/.test(line)) break;
      // An evaluation without end must be interruptible, which a raw terminal is not.
      if (screen !== undefined) input.setRawMode?.(false);
      await this.line(line);
      if (screen !== undefined) {
        input.setRawMode?.(true);
        this.prompt(lines);
      }
    }
    lines.close();
    if (this.pending.length > 0) await this.answer();
    if (screen === undefined) return;
    screen.write('\n');
    this.history?.save(typed.reverse());
  }

  private prompt(lines: Interface): void {
    if (this.terminal.keyboard?.screen === undefined) return;
    lines.setPrompt(this.pending.length === 0 ? prompts.first : prompts.more);
    lines.prompt();
  }

  private async line(line: string): Promise<void> {
    const command = this.pending.length === 0 ? /^\s*:(\w+)\s*$/.exec(line)?.[1] : undefined;
    if (command !== undefined) {
      this.command(command);
      return;
    }
    // Comments alone are passed over, like nothing at all.
    if (/^\s*(\\\*.*)?$/.test(line)) {
      if (this.pending.length > 0 && line.trim() === '') await this.answer();
      return;
    }
    this.pending.push(line);
    if (this.pending.length === 1 && isComplete(line)) await this.answer();
  }

  private command(name: string): void {
    if ('help'.startsWith(name)) this.terminal.out(help);
    else if ('definitions'.startsWith(name))
      this.terminal.out(this.session.definitionTexts.map((text) => `${text}\n`).join(''));
    else {
      this.failures += 1;
      this.terminal.error(`there is no :${name}; :help says what there is\n`);
    }
  }

  /** Evaluates or defines what has been typed. */
  private async answer(): Promise<void> {
    const text = this.pending.splice(0).join('\n');
    this.inputs += 1;
    const source = this.session.source(`input ${this.inputs}`, text);
    if (isDefinition(source)) {
      const defined = this.session.define(source);
      if (defined.kind === 'problems') {
        this.failures += 1;
        await renderOutcome(defined, this.terminal);
      }
      return;
    }
    const outcome = this.session.evaluate(source);
    if (outcome.kind !== 'value') this.failures += 1;
    await renderOutcome(outcome, this.terminal);
  }
}

/** Whether a first line is all there is to it. A bullet may have others below it. */
function isComplete(line: string): boolean {
  if (/^\s*(\/\\|\\\/|∧|∨)/.test(line)) return false;
  const problem = problemIn(line);
  if (problem === undefined) return !isAnnouncement(line);
  if (problem.code === 'MP102') return false;
  // With more text the problem goes away, or there is one in that text only.
  const further = problemIn(`${line}\n${' '.repeat(line.length)}0`);
  return further !== undefined && further.span.start < line.length;
}

/** `RECURSIVE` says that a definition follows. */
function isAnnouncement(line: string): boolean {
  const source = new Source('text', line);
  return isDefinition(source) && parseUnits(source).value.at(-1)?.kind === 'recursive';
}

function problemIn(text: string): Diagnostic | undefined {
  const source = new Source('text', text);
  return (isDefinition(source) ? parseUnits(source) : parseExpression(source)).diagnostics[0];
}

/** What is no expression is a definition if it reads as one, or gets further as one. */
function isDefinition(source: Source): boolean {
  const [asExpression] = parseExpression(source).diagnostics;
  if (asExpression === undefined) return false;
  const [asUnits] = parseUnits(source).diagnostics;
  return asUnits === undefined || asUnits.span.start > asExpression.span.start;
}
