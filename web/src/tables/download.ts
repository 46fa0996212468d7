/** Hands the browser a file made here; nothing is sent anywhere. */
export function download(name: string, type: string, content: BlobPart): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has read the address when the click returns; a turn later nobody needs it.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
