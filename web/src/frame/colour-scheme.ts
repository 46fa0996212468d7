/** Light, dark or as the system says. Kept in the browser; set on <html>, where the style sheets look. */
export const colourSchemes = ['auto', 'light', 'dark'] as const;
export type ColourScheme = (typeof colourSchemes)[number];

const choiceKey = 'anslag.colour-scheme';

export function chosenColourScheme(): ColourScheme {
  try {
    const choice = localStorage.getItem(choiceKey);
    return colourSchemes.find((scheme) => scheme === choice) ?? 'auto';
  } catch {
    return 'auto';
  }
}

export function applyColourScheme(scheme: ColourScheme = chosenColourScheme()): void {
  document.documentElement.dataset['colorScheme'] = scheme;
  try {
    localStorage.setItem(choiceKey, scheme);
  } catch {
    // Storage is closed to us; the choice lasts until the page is left.
  }
}

/** Paper is white: while something is printed the page is light, whatever was chosen for the screen. */
export function printInLight(): void {
  addEventListener('beforeprint', () => {
    document.documentElement.dataset['colorScheme'] = 'light';
  });
  addEventListener('afterprint', () => {
    document.documentElement.dataset['colorScheme'] = chosenColourScheme();
  });
}
