import type { TimedProgress } from '../../checker/index.ts';
import type { Terminal } from '../terminal.ts';
import { grouped, roughDuration } from './amounts.ts';

/** One line on the screen that says how far a search is; nothing where there is no screen. */
export class ProgressLine {
  readonly #terminal: Terminal;
  #isShown = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  show({ distinct, generated, depth, queued, generatedPerSecond, secondsLeft }: TimedProgress): void {
    const found = `depth ${grouped(depth)}, ${grouped(distinct)} distinct, ${grouped(generated)} generated`;
    const left = secondsLeft === undefined ? '' : `, about ${roughDuration(secondsLeft)} left`;
    this.#write(`${found}, ${grouped(queued)} queued, ${grouped(generatedPerSecond)}/s${left}`);
  }

  showWalks(states: number): void {
    this.#write(`${grouped(states)} states visited`);
  }

  #write(text: string): void {
    if (this.#terminal.isLive !== true) return;
    this.#isShown = true;
    this.#terminal.error(`\r\u001b[K${text}`);
  }

  /** Leaves the line empty for what comes next. */
  end(): void {
    if (this.#isShown) this.#terminal.error('\r\u001b[K');
    this.#isShown = false;
  }
}
