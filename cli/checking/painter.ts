import { createColors } from 'picocolors';
import type { Painter } from '../../checker/index.ts';

/** Colours for terminals, none elsewhere. */
export function painterFor(color: boolean): Painter {
  const colors = createColors(color);
  return {
    heading: colors.bold,
    label: colors.cyan,
    faint: colors.dim,
    before: colors.red,
    after: colors.green,
    bad: colors.red,
  };
}
