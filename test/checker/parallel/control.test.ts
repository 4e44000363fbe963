import { describe, expect, it } from 'vitest';
import { Control, newControlMemory } from '../../../checker/parallel/control.ts';

describe('the control of a search', () => {
  it('lets a worker wait for what it was promised when the search is stopped, so that it is not lost', () => {
    const memory = newControlMemory(2);
    const [giver, receiver] = [new Control(memory, 0), new Control(memory, 1)];
    giver.join();
    receiver.join();
    const awaited = receiver.waitingForWork(0);
    expect(giver.promise()).toBe(1);
    giver.stop();
    expect(receiver.waitFor(awaited, 0)).toBeUndefined();
    giver.fulfil(1);
    expect(receiver.waitFor(awaited, 0)).toBe('take');
  });

  it('ends the wait of a worker that was promised nothing when the search is stopped', () => {
    const memory = newControlMemory(2);
    const [other, waiting] = [new Control(memory, 0), new Control(memory, 1)];
    other.join();
    waiting.join();
    const awaited = waiting.waitingForWork(0);
    other.stop();
    expect(waiting.waitFor(awaited, 0)).toBe('end');
  });
});
