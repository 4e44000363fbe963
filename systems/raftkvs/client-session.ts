import { commandHelp, parseClientLine, quoteWord } from './client-lines.ts';
import { showDuration } from './duration.ts';
import { messageOf } from './text.ts';

/** What a session asks a cluster. */
export interface KeyValueStore {
  /** Undefined when nobody has put the key. */
  get(key: string): Promise<string | undefined>;
  put(key: string, value: string): Promise<void>;
}

export interface SessionOptions {
  /** Answers. */
  readonly print: (line: string) => void;
  /** Everything else: messages about lines that are no commands, and about waiting. */
  readonly complain: (line: string) => void;
  /** After so long without an answer, and each time as long again, the session says that it waits. */
  readonly patienceMilliseconds: number;
  /** Sets a repeated timer; answers how to stop it. */
  readonly every: (milliseconds: number, action: () => void) => () => void;
  /** Whether messages name the number of the line, as for a file. */
  readonly numberLines: boolean;
  /** Called when the session is ready for the next line. */
  readonly prompt?: () => void;
}

export interface SessionSummary {
  readonly answered: number;
  /** Requests that got no answer. */
  readonly unanswered: number;
  /** Lines that were no commands. */
  readonly unreadable: number;
}

/** Obeys commands, one after the other, until the lines end or one says `quit`. Never throws for what a line says or a store answers. */
export async function runSession(
  lines: AsyncIterable<string>,
  store: KeyValueStore,
  options: SessionOptions,
): Promise<SessionSummary> {
  let [answered, unanswered, unreadable, number] = [0, 0, 0, 0];
  const place = (): string => (options.numberLines ? `line ${number}: ` : '');
  options.prompt?.();
  for await (const line of lines) {
    number += 1;
    const command = parseClientLine(line);
    if (command.kind === 'quit') break;
    if (command.kind === 'help') options.complain(commandHelp);
    else if (command.kind === 'unreadable') {
      unreadable += 1;
      options.complain(`${place()}${command.message}`);
    } else if (command.kind !== 'nothing') {
      try {
        options.print(await patiently(options, place(), () => answerTo(command, store)));
        answered += 1;
      } catch (error) {
        unanswered += 1;
        options.complain(`${place()}${messageOf(error)}`);
      }
    }
    options.prompt?.();
  }
  return { answered, unanswered, unreadable };
}

type Request =
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'put'; readonly key: string; readonly value: string };

async function answerTo(request: Request, store: KeyValueStore): Promise<string> {
  if (request.kind === 'put') {
    await store.put(request.key, request.value);
    return `${quoteWord(request.key)} ${quoteWord(request.value)}`;
  }
  const value = await store.get(request.key);
  return value === undefined ? 'key not found' : `${quoteWord(request.key)} ${quoteWord(value)}`;
}

/** Says from time to time that there is no answer yet. */
async function patiently<T>(options: SessionOptions, place: string, work: () => Promise<T>): Promise<T> {
  let waited = 0;
  const stop = options.every(options.patienceMilliseconds, () => {
    waited += options.patienceMilliseconds;
    options.complain(
      `${place}no answer for ${showDuration(waited)}: a majority of the servers cannot be reached; still trying`,
    );
  });
  try {
    return await work();
  } finally {
    stop();
  }
}
