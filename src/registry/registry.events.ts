/** What the registry records. Titles and senders stay in the rows: an event lives for ever and names nobody. */
export const registryEvents = [
  'matter.opened',
  'matter.renamed',
  'matter.seriesStarted',
  'matter.referenceAdded',
  'document.registered',
  'document.versionStored',
  'document.marked',
  'document.markingLifted',
  'document.markedFileOpened',
] as const;

export type RegistryEvent = (typeof registryEvents)[number];
