/** Marks parts of a text for the eye. Colours are the business of whoever knows the terminal. */
export interface Painter {
  readonly heading: (text: string) => string;
  readonly label: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly before: (text: string) => string;
  readonly after: (text: string) => string;
  readonly bad: (text: string) => string;
}

const asIs = (text: string): string => text;

export const plainPainter: Painter = {
  heading: asIs,
  label: asIs,
  faint: asIs,
  before: asIs,
  after: asIs,
  bad: asIs,
};
