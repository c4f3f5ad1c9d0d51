/**
 * The colours of the pictures, safe for all common kinds of colour blindness: blue and vermilion of Okabe and Ito
 * (2008) by day, their sky blue and orange by night, and a purple that is told from these as well. The pictures carry the day's colours as attributes, so that any
 * SVG viewer shows them; the report's style sheet repaints the classes where the reader's system is dark.
 */
export const day = {
  paper: '#ffffff',
  ink: '#1b1f24',
  faint: '#5b6570',
  rule: '#d5dae0',
  ocean: '#f1f5f8',
  land: '#dfe3e6',
  border: '#ffffff',
  source: '#0072b2',
  target: '#d55e00',
  barycentre: '#882255',
} as const;

export const night: Readonly<Record<keyof typeof day, string>> = {
  paper: '#14171b',
  ink: '#e8ebee',
  faint: '#9aa4ae',
  rule: '#343b43',
  ocean: '#1a2027',
  land: '#2f363e',
  border: '#1a2027',
  source: '#56b4e9',
  target: '#e69f00',
  barycentre: '#d6409f',
};
