/**
 * `make fuzz`: COUNT mutated specs from SEED on, on one core. Prints each failure with its seed as it comes, and how far it is; ends with 1 if
 * anything failed. `npx tsx test/fuzz/run.ts --seed N` shows the text of one seed and what is wrong with it.
 */
import { campaign, corpus, problemOf, textOf } from './campaign.ts';

const memoryLimitBytes = 512 * 1024 * 1024;
const [option, value] = process.argv.slice(2);
const now = (): number => performance.now();

if (option === '--seed') {
  const text = textOf(Number(value), corpus());
  console.log(text);
  console.log(problemOf(text, now) ?? 'no failure');
} else {
  const count = Number(process.env['COUNT'] ?? 1_000_000);
  const first = Number(process.env['SEED'] ?? 1);
  let failures = 0;
  let done = 0;
  let slowest = 0;
  let before = now();
  for (const failure of campaign(first, count, now)) {
    done += 1;
    const after = now();
    slowest = Math.max(slowest, after - before);
    before = after;
    if (failure !== undefined) {
      failures += 1;
      console.log(`seed ${failure.seed}: ${failure.what}`);
    }
    if (done % 10_000 === 0)
      console.log(`${done} texts, ${failures} failures, slowest ${Math.round(slowest)} ms`);
  }
  const peak = process.resourceUsage().maxRSS * 1024;
  console.log(
    `${done} texts from seed ${first}: ${failures} failures, slowest ${Math.round(slowest)} ms, at most ${Math.round(peak / 1024 / 1024)} MB`,
  );
  if (peak > memoryLimitBytes) console.log(`more than ${memoryLimitBytes / 1024 / 1024} MB of memory`);
  process.exitCode = failures > 0 || peak > memoryLimitBytes ? 1 : 0;
}
